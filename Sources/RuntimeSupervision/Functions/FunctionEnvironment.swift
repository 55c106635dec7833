/// The environment variables of a function: its own, and those that Function Compute sets.
enum FunctionEnvironment {
    static func variables(of launch: FunctionLaunch, instance: String, code: String) -> [String: String] {
        let identity = launch.identity
        var variables = [
            "PATH": Sandbox.searchPath,
            "HOME": "/tmp",
            "TMPDIR": "/tmp",
            "LANG": "C.UTF-8",
            "LD_LIBRARY_PATH": "\(code):\(code)/lib:/opt/lib",
        ]
        variables.merge(launch.environment) { _, own in own }
        let port = launch.runtime.engine == .custom ? "\(launch.port)" : nil
        let platform: [String: String?] = [
            "FC_FUNC_CODE_PATH": code,
            "FC_ACCOUNT_ID": identity.account,
            "FC_REGION": identity.region,
            "FC_SERVICE_NAME": identity.service,
            "FC_FUNCTION_NAME": identity.function,
            "FC_FUNCTION_HANDLER": launch.handler,
            "FC_FUNCTION_MEMORY_SIZE": "\(launch.memoryMebibytes)",
            "FC_INSTANCE_ID": instance,
            "FC_QUALIFIER": identity.qualifier,
            "FC_VERSION_ID": identity.versionID,
            "FC_CUSTOM_LISTEN_PORT": port,
            "FC_SERVER_PORT": port,
        ]
        variables.merge(platform.compactMapValues { $0 }) { _, platform in platform }
        return variables
    }
}
