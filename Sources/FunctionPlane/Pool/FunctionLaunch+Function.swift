import ReleaseModel
import RuntimeSupervision

extension FunctionLaunch {
    /// What an instance of a function is started with.
    init(
        _ runtime: FunctionRuntime,
        _ key: FunctionKey,
        _ origin: FunctionFleet.Origin,
        code: String,
        name: String,
        limits: FunctionLimits
    ) {
        let (content, execution) = (key.content, key.content.execution)
        var identity = Identity(
            account: key.workload.account.description,
            region: content.region,
            service: key.workload.name.text,
            function: key.function
        )
        identity.versionID = origin.versionID
        identity.qualifier = origin.qualifier
        identity.logProject = content.logPlace.project ?? ""
        identity.logStore = content.logPlace.logstore ?? ""
        identity.requestID = origin.requestID
        identity.instanceID = name
        self.init(runtime: runtime, codeFolder: code, handler: execution.handler, identity: identity)
        initializer = execution.initializer.map(Hook.init)
        preStop = execution.preStop.map(Hook.init)
        preFreeze = execution.preFreeze.map(Hook.init)
        environment = content.environment
        memoryMebibytes = execution.memory
        if let disk = content.diskSize { diskMebibytes = disk }
        if let server = execution.server {
            command = server.command
            port = UInt16(clamping: server.port)
        }
        hasNetwork = content.wantsNetwork && limits.grantsNetwork
        concurrency = execution.concurrency
        timeout = .seconds(execution.timeout)
        startTimeout = runtime.engine == .custom ? limits.customStartTimeout : limits.startTimeout
    }
}

extension FunctionLaunch.Hook {
    fileprivate init(_ hook: Execution.Hook) {
        self.init(handler: hook.handler, timeout: .seconds(hook.timeout))
    }
}
