import HTTPModel
import ReleaseModel

/// What is set of a function: everything but its code.
struct FunctionSettings {
    /// What all variables of a function may have together, names included, in bytes.
    static let maximumEnvironmentBytes = 4 * 1_024

    /// By the usual spelling of their names; what nobody has set is missing.
    private(set) var fields: [String: JSONValue] = [:]
    private(set) var environment: [String: String] = [:]

    /// What belongs to a request alone.
    private static let notSettings: Set<String> = [
        "functionname", "functionid", "code", "environmentvariables", "servicename", "service", "filename",
    ]

    init() {}

    /// Reads what is kept with a function.
    init(_ function: Component) {
        if let document = function.execution?.document {
            fields = JSONValue(Array(document.utf8))?.object ?? [:]
        }
        for binding in function.bindings {
            if case .plainText(let text) = binding.value { environment[binding.name] = text }
        }
    }

    /// Puts what a request says over what is set; what it leaves out stays, what it sends empty becomes unset.
    ///
    /// Variables are replaced all together.
    func changed(by request: LooseObject) throws(FunctionComputeError) -> FunctionSettings {
        var changed = self
        for (name, value) in request.members.sorted(by: { $0.key < $1.key }) where value != .null {
            guard !Self.notSettings.contains(name.lowercased()) else { continue }
            let spelled = KnownFields.function[name.lowercased()] ?? name
            if value.isUnset {
                changed.fields.removeValue(forKey: spelled)
            } else {
                changed.fields[spelled] = value.spelled(by: KnownFields.function)
            }
        }
        changed.fields = JSONValue.object(changed.fields).withIntegers(KnownFields.integers).object ?? [:]
        if let variables = try request.map("environmentVariables") {
            try Self.check(variables)
            changed.environment = variables
        }
        return changed
    }

    /// How the function runs, by what is set of it.
    func execution(among runtimes: [String]) throws(FunctionComputeError) -> Execution {
        let fields = LooseObject(self.fields)
        let runtime = try fields.required("runtime")
        try Self.check(runtime, among: runtimes)
        if let layers = try fields.texts("layers"), !layers.isEmpty {
            throw .invalid("layers are not supported by this server: put what they hold into the package")
        }
        let lifecycle = try fields.object("instanceLifecycleConfig")
        do {
            try Self.checkUnused(fields)
            return try Execution(
                runtime: runtime,
                handler: try fields.required("handler"),
                timeout: try fields.integer("timeout") ?? Defaults.timeout,
                memory: try fields.integer("memorySize") ?? Defaults.memory,
                concurrency: try fields.integer("instanceConcurrency") ?? 1,
                initializer: try Self.hook(
                    try fields.text("initializer"),
                    timeout: try fields.integer("initializationTimeout")
                ),
                preStop: try Self.hook(lifecycle, "preStop"),
                preFreeze: try Self.hook(lifecycle, "preFreeze"),
                server: Self.isCustom(runtime) ? try Self.server(fields) : nil,
                document: JSONValue.object(self.fields).text
            )
        } catch let invalid as InvalidContent {
            throw FunctionComputeError(invalid)
        } catch let refusal as FunctionComputeError {
            throw refusal
        } catch {
            throw .internalServerError(cause: String(describing: error))
        }
    }

    /// The variables as bindings.
    func bindings() throws(FunctionComputeError) -> [Binding] {
        var bindings: [Binding] = []
        for (name, text) in environment {
            guard let binding = try? Binding(name: name, value: .plainText(text)) else {
                throw .invalid("environmentVariables: '\(name)' is no name of a variable")
            }
            bindings.append(binding)
        }
        return bindings
    }

    /// The settings as clients read them, with what holds for what nobody has set.
    var json: [String: JSONValue] {
        var members = fields
        for (name, value) in Defaults.shown where members[name] == nil { members[name] = value }
        members["environmentVariables"] = .object(environment.mapValues(JSONValue.string))
        return members
    }

    static func isCustom(_ runtime: String) -> Bool {
        runtime == "custom" || runtime.hasPrefix("custom.")
    }

    private enum Defaults {
        /// In seconds.
        static let timeout = 3
        /// In seconds.
        static let hookTimeout = 3
        /// In MiB.
        static let memory = 128

        static let shown: [String: JSONValue] = [
            "description": "", "initializer": "", "initializationTimeout": JSONValue(hookTimeout),
            "timeout": JSONValue(timeout), "memorySize": JSONValue(memory), "instanceConcurrency": 1,
            "instanceSoftConcurrency": 0, "instanceType": "e1", "diskSize": 512, "gpuMemorySize": 0, "caPort": 9_000,
            "layers": [], "layersArnV2": [],
        ]
    }

    private static func check(_ runtime: String, among runtimes: [String]) throws(FunctionComputeError) {
        guard !runtimes.contains(runtime) else { return }
        guard runtime != "custom-container" else {
            throw .invalid("Runtime custom-container is not supported: this server runs no images; use custom")
        }
        let known = runtimes.joined(separator: " | ")
        throw .invalid("Runtime is set to an invalid value (allowed: \(known), actual: '\(runtime)')")
    }

    /// Checks what is kept and read back, and may be put to use by a later change.
    private static func checkUnused(_ fields: LooseObject) throws {
        for name in KnownFields.integers { _ = try fields.integer(name) }
        let ranges = [
            ("initializationTimeout", Execution.initializationTimeoutRange), ("caPort", Execution.Server.portRange),
        ]
        for (name, range) in ranges {
            guard let value = try fields.integer(name), !range.contains(value) else { continue }
            throw InvalidContent.executionLimit(name, value: value, allowed: range)
        }
    }

    private static func check(_ variables: [String: String]) throws(FunctionComputeError) {
        let size = variables.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard size <= maximumEnvironmentBytes else {
            throw .invalid(
                "environmentVariables are too large (allowed: \(maximumEnvironmentBytes) bytes, actual: \(size))"
            )
        }
        let reserved: Set<String> = ["accessKeyID", "accessKeySecret", "securityToken", "topic"]
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            guard !name.hasPrefix("FC_"), !reserved.contains(name) else {
                throw .invalid("environmentVariables: '\(name)' is reserved")
            }
            guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20),
                Binding.isWellFormed(name), !name.contains("$"), !value.utf8.contains(0)
            else {
                throw .invalid("environmentVariables: '\(name)' must be letters, digits and _, beginning with a letter")
            }
        }
    }

    private static func hook(_ handler: String?, timeout: Int?) throws(FunctionComputeError) -> Execution.Hook? {
        guard let handler, !handler.isEmpty else { return nil }
        return Execution.Hook(handler: handler, timeout: timeout ?? Defaults.hookTimeout)
    }

    private static func hook(_ lifecycle: LooseObject?, _ name: String) throws(FunctionComputeError) -> Execution.Hook?
    {
        guard let hook = try lifecycle?.object(name) else { return nil }
        return try Self.hook(try hook.text("handler"), timeout: try hook.integer("timeout"))
    }

    private static func server(_ fields: LooseObject) throws(FunctionComputeError) -> Execution.Server {
        let configuration = try fields.object("customRuntimeConfig")
        let command = (try configuration?.texts("command") ?? []) + (try configuration?.texts("args") ?? [])
        return Execution.Server(
            command: command,
            port: try fields.integer("caPort") ?? Execution.Server.defaultPort
        )
    }
}
