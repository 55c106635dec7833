import Synchronization

/// Sorts what one instance says by the calls that it serves.
final class LogDesk: Sendable {
    private let state = Mutex(State())

    private struct State {
        var tails: [String: LogTail] = [:]
        /// The last mark that was seen, and who waits for which.
        var mark: UInt32 = 0
        var waiting: [(mark: UInt32, continuation: CheckedContinuation<Void, Never>)] = []
        var isClosed = false
    }

    /// Begins to collect what a request says.
    func open(_ requestID: String) {
        state.withLock { $0.tails[requestID] = LogTail() }
    }

    /// Takes a line; one without a request belongs to the only one there is, if there is only one.
    func append(_ line: String, requestID: String?) {
        state.withLock { state in
            guard let id = requestID ?? (state.tails.count == 1 ? state.tails.keys.first : nil) else { return }
            state.tails[id]?.append(line)
        }
    }

    func close(_ requestID: String) -> LogTail {
        state.withLock { $0.tails.removeValue(forKey: requestID) } ?? LogTail()
    }

    /// Everything up to a mark has been appended.
    func pass(_ mark: UInt32) {
        let ready = state.withLock { state in
            state.mark = mark
            defer { state.waiting.removeAll { $0.mark <= mark } }
            return state.waiting.filter { $0.mark <= mark }
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Returns when everything up to a mark has been appended, or nothing more comes.
    func reach(_ mark: UInt32) async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.isClosed || state.mark >= mark { return true }
                state.waiting.append((mark, continuation))
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    /// Nothing more comes.
    func end() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume() }
    }
}
