import Lifecycle
import Synchronization

/// Counts the connections and the running handlers of a server over all its loops.
final class ServerCensus: Sendable {
    private struct State {
        var connectionCount = 0
        var handlerCount = 0
        var isClosing = false
    }

    private let state = Mutex(State())
    private let connectionLimit: Int

    /// Opens when the server is closing and its last connection is gone.
    let withoutConnections = Gate()
    /// Opens when, beyond that, the last handler has returned.
    let withoutHandlers = Gate()

    init(connectionLimit: Int) {
        self.connectionLimit = connectionLimit
    }

    /// Counts a connection, unless there are as many as may be.
    func connectionOpened() -> Bool {
        state.withLock { state in
            guard state.connectionCount < connectionLimit, !state.isClosing else { return false }
            state.connectionCount += 1
            return true
        }
    }

    func connectionClosed() { change { $0.connectionCount -= 1 } }

    func handlerStarted() { change { $0.handlerCount += 1 } }

    func handlerReturned() { change { $0.handlerCount -= 1 } }

    /// Lets the gates open as soon as they may.
    func close() { change { $0.isClosing = true } }

    private func change(_ body: (inout State) -> Void) {
        let (connections, handlers) = state.withLock { state in
            body(&state)
            guard state.isClosing else { return (1, 1) }
            return (state.connectionCount, state.handlerCount)
        }
        if connections == 0 { withoutConnections.open() }
        if connections + handlers == 0 { withoutHandlers.open() }
    }
}
