import ReleaseModel

/// The stored form of how a function runs.
struct ExecutionRow: Codable {
    let runtime: String
    let handler: String
    let timeout: Int
    let memory: Int
    let concurrency: Int
    let initializer: HookRow?
    let preStop: HookRow?
    let preFreeze: HookRow?
    let command: [String]?
    let port: Int?
    let document: String

    struct HookRow: Codable {
        let handler: String
        let timeout: Int
    }

    init(_ execution: Execution) {
        runtime = execution.runtime
        handler = execution.handler
        timeout = execution.timeout
        memory = execution.memory
        concurrency = execution.concurrency
        initializer = execution.initializer.map(HookRow.init)
        preStop = execution.preStop.map(HookRow.init)
        preFreeze = execution.preFreeze.map(HookRow.init)
        command = execution.server?.command
        port = execution.server?.port
        document = execution.document
    }

    func execution() throws -> Execution {
        let server: Execution.Server? =
            switch (command, port) {
            case (let command?, let port?): Execution.Server(command: command, port: port)
            case (nil, nil): nil
            default: throw RowMismatch()
            }
        return try Execution(
            runtime: runtime,
            handler: handler,
            timeout: timeout,
            memory: memory,
            concurrency: concurrency,
            initializer: initializer?.hook,
            preStop: preStop?.hook,
            preFreeze: preFreeze?.hook,
            server: server,
            document: document
        )
    }
}

extension ExecutionRow.HookRow {
    fileprivate init(_ hook: Execution.Hook) {
        self.init(handler: hook.handler, timeout: hook.timeout)
    }

    fileprivate var hook: Execution.Hook {
        Execution.Hook(handler: handler, timeout: timeout)
    }
}
