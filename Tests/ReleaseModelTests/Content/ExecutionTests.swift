import ReleaseModel
import Testing

@Suite("How a function runs")
struct ExecutionTests {
    private static func execution(
        timeout: Int = 3,
        memory: Int = 128,
        concurrency: Int = 1,
        initializer: Int? = nil,
        hook: Int? = nil,
        port: Int? = nil,
        document: String = "{}"
    ) throws(InvalidContent) -> Execution {
        try Execution(
            runtime: "python3",
            handler: "index.handler",
            timeout: timeout,
            memory: memory,
            concurrency: concurrency,
            initializer: initializer.map { Execution.Hook(handler: "index.init", timeout: $0) },
            preStop: hook.map { Execution.Hook(handler: "index.stop", timeout: $0) },
            preFreeze: hook.map { Execution.Hook(handler: "index.freeze", timeout: $0) },
            server: port.map { Execution.Server(port: $0) },
            document: document
        )
    }

    @Test("may be at its limits")
    func atLimits() throws {
        for bound in [\ClosedRange<Int>.lowerBound, \.upperBound] {
            let execution = try Self.execution(
                timeout: Execution.timeoutRange[keyPath: bound],
                memory: Execution.memoryRange[keyPath: bound],
                concurrency: Execution.concurrencyRange[keyPath: bound],
                initializer: Execution.initializationTimeoutRange[keyPath: bound],
                hook: Execution.hookTimeoutRange[keyPath: bound],
                port: Execution.Server.portRange[keyPath: bound]
            )
            #expect(execution.timeout == Execution.timeoutRange[keyPath: bound])
        }
        let longest = String(repeating: "x", count: Execution.maximumDocumentBytes)
        #expect(try Self.execution(document: longest).document == longest)
    }

    @Test("is refused beyond any of them, by its name")
    func beyondLimits() {
        func refuses(_ name: String, _ range: ClosedRange<Int>, _ make: @escaping (Int) throws -> Execution) {
            for value in [range.lowerBound - 1, range.upperBound + 1] {
                let refusal = InvalidContent.executionLimit(name, value: value, allowed: range)
                #expect(throws: refusal) { try make(value) }
            }
        }
        refuses("timeout", Execution.timeoutRange) { try Self.execution(timeout: $0) }
        refuses("memory", Execution.memoryRange) { try Self.execution(memory: $0) }
        refuses("concurrency", Execution.concurrencyRange) { try Self.execution(concurrency: $0) }
        refuses("initializationTimeout", Execution.initializationTimeoutRange) { try Self.execution(initializer: $0) }
        refuses("preStop timeout", Execution.hookTimeoutRange) { try Self.execution(hook: $0) }
        refuses("port", Execution.Server.portRange) { try Self.execution(port: $0) }
        let size = Execution.maximumDocumentBytes + 1
        #expect(throws: InvalidContent.executionDocument(size: size, limit: Execution.maximumDocumentBytes)) {
            try Self.execution(document: String(repeating: "x", count: size))
        }
    }
}
