import FoundationEssentials
import HTTPEngine

/// The description of a load frame for functions; `Engines/README.md` describes it.
struct FunctionLoadPayload: Encodable {
    let code: String
    let layers: String
    let environment: [String: String]
    let function: FunctionFacts
    let service: ServiceFacts
    let region: String
    let accountId: String
    let requestId: String
    let preStop: String
    let preFreeze: String
    let concurrency: Int
    let limits: Limits
    let custom: Custom

    struct FunctionFacts: Encodable {
        let name: String
        let handler: String
        let memory: Int
        let timeout: Int
        let initializer: String
        let initializationTimeout: Int
    }

    struct ServiceFacts: Encodable {
        let name: String
        let logProject: String
        let logStore: String
        let qualifier: String
        let versionId: String
    }

    struct Limits: Encodable {
        let dataBytes: Int
        let processes: Int
    }

    struct Custom: Encodable {
        let command: [String]
        let port: UInt16
        let startTimeoutMs: Int64
    }

    init(_ launch: FunctionLaunch, instance: String, code: String, layers: String, processes: Int) {
        let identity = launch.identity
        self.code = code
        self.layers = layers
        environment = FunctionEnvironment.variables(of: launch, instance: instance, code: code)
        function = FunctionFacts(
            name: identity.function,
            handler: launch.handler,
            memory: launch.memoryMebibytes,
            timeout: Int(launch.timeout.components.seconds),
            initializer: launch.initializer?.handler ?? "",
            initializationTimeout: Int(launch.initializer?.timeout.components.seconds ?? 0)
        )
        service = ServiceFacts(
            name: identity.service,
            logProject: identity.logProject,
            logStore: identity.logStore,
            qualifier: identity.qualifier,
            versionId: identity.versionID
        )
        region = identity.region
        accountId = identity.account
        requestId = identity.requestID
        preStop = launch.preStop?.handler ?? ""
        preFreeze = launch.preFreeze?.handler ?? ""
        concurrency = launch.concurrency
        limits = Limits(dataBytes: launch.memoryMebibytes << 20, processes: processes)
        custom = Custom(
            command: launch.command,
            port: launch.port,
            startTimeoutMs: launch.startTimeout.wholeMilliseconds
        )
    }

    func bytes() throws -> [UInt8] {
        Array(try JSONEncoder().encode(self))
    }
}
