public import HTTPModel
public import Lifecycle
import Synchronization
public import Telemetry

/// Serves HTTP/1.1 on listening sockets: connections live on event loops, each request is handled in a task.
///
/// Requests of one connection are answered one after the other, in order. A body is read only as fast as the handler
/// reads it, `100 Continue` is sent when it begins to. When a client goes away the handler's task is cancelled.
/// Whatever is malformed is answered by a problem document, and its connection is closed. A handler may make a WebSocket
/// or a tunnel of the connection (`HTTPResponse.webSocket`, `HTTPResponse.tunnel`), served in the same task.
public final class HTTPServer: Service {
    /// Answers a request.
    ///
    /// What it throws internally it must turn into an answer.
    public typealias Handler = @Sendable (HTTPRequest) async -> HTTPResponse

    public let name: String
    private let sockets: [ListeningSocket]
    private let loopCount: Int
    private let limits: ServerLimits
    private let log: Log
    private let handler: Handler
    private let census: ServerCensus
    private let state = Mutex(State())

    private struct State {
        var loops: [Loop] = []
        var isClosing = false
    }

    private struct Loop: Sendable {
        let thread: LoopThread
        let server: LoopBound<ServerLoop>

        func close() {
            thread.submit { [server] eventLoop in server.value(on: eventLoop).stop() }
        }
    }

    /// Makes a server; it begins to accept when it runs.
    ///
    /// Until then connections wait in the backlog of the sockets.
    public init(
        name: String,
        on sockets: [ListeningSocket],
        loopCount: Int = 1,
        limits: ServerLimits = ServerLimits(),
        log: Log,
        handler: @escaping Handler
    ) {
        precondition(loopCount > 0)
        self.name = name
        self.sockets = sockets
        self.loopCount = loopCount
        self.limits = limits
        self.log = log
        self.handler = handler
        census = ServerCensus(connectionLimit: limits.connections)
    }

    /// Serves until the task is cancelled; then closes all connections and waits for the handlers to return.
    ///
    /// - Throws: ``LoopError`` if the system has no means left to start.
    public func run() async throws {
        var threads: [LoopThread] = []
        var failure: LoopError?
        do throws(LoopError) {
            for index in 0..<loopCount {
                threads.append(try LoopThread(name: "\(name)-\(index)"))
                try await start(threads[index])
            }
            // Nobody opens it: what ends the wait is cancellation.
            await Gate().wait()
        } catch {
            failure = error
        }
        // What is submitted before the stop still runs: clients of WebSockets learn why they are cut off.
        closeLoops()
        census.close()
        for thread in threads { thread.stop() }
        for thread in threads { await thread.stopped() }
        state.withLock { $0.loops = [] }
        await census.withoutHandlers.waitRegardless()
        if let failure { throw failure }
    }

    /// Accepts no more, closes idle connections, WebSockets and tunnels, and returns when the requests in hand are
    /// answered.
    public func stop() async {
        closeLoops()
        census.close()
        await census.withoutConnections.wait()
    }

    private func closeLoops() {
        let loops = state.withLock { state in
            state.isClosing = true
            return state.loops
        }
        for loop in loops { loop.close() }
    }

    private func start(_ thread: LoopThread) async throws(LoopError) {
        let server = try await thread.perform { [self] eventLoop throws(LoopError) in
            let server = ServerLoop(on: eventLoop, limits: limits, census: census, log: log, handler: handler)
            for socket in sockets { try server.accept(from: socket) }
            return LoopBound(server, on: eventLoop)
        }
        let loop = Loop(thread: thread, server: server)
        let isClosing = state.withLock { state in
            state.loops.append(loop)
            return state.isClosing
        }
        // A stop that came since it accepts has not met it.
        if isClosing { loop.close() }
    }
}
