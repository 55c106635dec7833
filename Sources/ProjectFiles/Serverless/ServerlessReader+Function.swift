extension ServerlessReader {
    /// Members of `function` that have a place of their own.
    private static let functionKeys = [
        "name", "description", "runtime", "handler", "codeUri", "ossBucket", "ossKey", "memorySize", "diskSize",
        "timeout",
        "caPort", "environmentVariables", "initializer", "initializationTimeout", "instanceConcurrency", "instanceType",
        "layers", "instanceLifecycleConfig", "asyncConfiguration", "customRuntimeConfig", "customHealthCheckConfig",
    ]
    /// In seconds: the longest that the vendor lets a function run, an initializer, and a hook.
    private static let longestRun = 86_400
    private static let longestInitialization = 300
    private static let longestHook = 90

    func settings(of field: ConfigurationField) throws(ProjectError) -> FunctionSettings {
        let runtime = try field.required("runtime").string()
        let lifecycle = try field.given("instanceLifecycleConfig")
        return FunctionSettings(
            name: try field.required("name").name(maximumLength: 64),
            description: try field.given("description")?.text(),
            runtime: runtime,
            handler: try handler(of: field, runtime: runtime),
            code: try code(of: field, runtime: runtime),
            memorySize: try field.given("memorySize")?.integer(1...1 << 20),
            diskSize: try field.given("diskSize")?.integer(1...1 << 20),
            timeout: try field.given("timeout")?.integer(1...Self.longestRun),
            port: try field.given("caPort")?.integer(1...65_535),
            environmentVariables: try variables(field.given("environmentVariables")),
            initializer: try initializer(of: field),
            beforeFreeze: try hook(lifecycle?.given("preFreeze"), longest: Self.longestHook),
            beforeStop: try hook(lifecycle?.given("preStop"), longest: Self.longestHook),
            instanceConcurrency: try field.given("instanceConcurrency")?.integer(1...1_000),
            instanceType: try field.given("instanceType")?.string(),
            layers: try field.given("layers")?.strings(),
            startCommand: try startCommand(field.given("customRuntimeConfig")),
            healthCheck: try healthCheck(field.given("customHealthCheckConfig")),
            asynchronous: try asynchronous(field.given("asyncConfiguration")),
            other: try field.others(than: Self.functionKeys)
        )
    }

    /// Runtimes that bring their own server have no handler.
    private func handler(of field: ConfigurationField, runtime: String) throws(ProjectError) -> String? {
        guard runtime.hasPrefix("custom") else { return try field.required("handler").string() }
        return try field.given("handler")?.string()
    }

    private func code(of field: ConfigurationField, runtime: String) throws(ProjectError) -> FunctionCode {
        if let source = try field.given("codeUri") {
            let path = FilePath.join(file.folder, try source.string())
            return ["zip", "jar", "war"].contains(FilePath.fileExtension(of: path)) ? .package(path) : .folder(path)
        }
        if let bucket = try field.given("ossBucket") {
            return .object(bucket: try bucket.string(), key: try field.required("ossKey").string())
        }
        guard runtime != "custom-container" else { return .image }
        throw ProjectError(
            .fieldMissing,
            at: field.place,
            reason: "\"\(field.path)\" says nowhere where its code is",
            advice: "Add \"codeUri\" with the folder of the code, relative to this file"
        )
    }

    private func variables(_ field: ConfigurationField?) throws(ProjectError) -> [String: String]? {
        guard let field else { return nil }
        var variables: [String: String] = [:]
        for entry in try field.table().entries {
            guard let value = try field.member(entry.key) else { continue }
            variables[entry.key] = try value.text()
        }
        return variables
    }

    private func initializer(of field: ConfigurationField) throws(ProjectError) -> LifecycleHook? {
        guard let handler = try field.given("initializer") else { return nil }
        let timeout = try field.given("initializationTimeout")?.integer(1...Self.longestInitialization)
        return LifecycleHook(handler: try handler.string(), timeout: timeout)
    }

    private func hook(_ field: ConfigurationField?, longest: Int) throws(ProjectError) -> LifecycleHook? {
        guard let handler = try field?.given("handler") else { return nil }
        return LifecycleHook(handler: try handler.string(), timeout: try field?.given("timeout")?.integer(1...longest))
    }

    private func startCommand(_ field: ConfigurationField?) throws(ProjectError) -> StartCommand? {
        guard let field else { return nil }
        let arguments = try field.given("args")?.strings() ?? []
        return StartCommand(command: try field.required("command").strings(), arguments: arguments)
    }

    private func healthCheck(_ field: ConfigurationField?) throws(ProjectError) -> HealthCheckSettings? {
        guard let field else { return nil }
        return HealthCheckSettings(
            path: try field.given("httpGetUrl")?.string(),
            initialDelay: try field.given("initialDelaySeconds")?.integer(0...3_600),
            period: try field.given("periodSeconds")?.integer(1...3_600),
            timeout: try field.given("timeoutSeconds")?.integer(1...3_600),
            failureThreshold: try field.given("failureThreshold")?.integer(1...1_000),
            successThreshold: try field.given("successThreshold")?.integer(1...1_000)
        )
    }

    private func asynchronous(_ field: ConfigurationField?) throws(ProjectError) -> AsynchronousSettings? {
        guard let field else { return nil }
        let destination = try field.given("destination")
        return AsynchronousSettings(
            onSuccess: try destination?.given("onSuccess")?.string(),
            onFailure: try destination?.given("onFailure")?.string(),
            maximumAge: try field.given("maxAsyncEventAgeInSeconds")?.integer(1...2_592_000),
            maximumRetries: try field.given("maxAsyncRetryAttempts")?.integer(0...8),
            isStateful: try field.given("statefulInvocation")?.boolean()
        )
    }
}
