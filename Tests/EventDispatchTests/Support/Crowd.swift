import Synchronization

/// Handlers that stay until they are let go, one by one.
final class Crowd: Sendable {
    typealias Visitor = CheckedContinuation<Void, Never>

    private struct State {
        var present: [Visitor] = []
        var largest = 0
        var doorkeeper: CheckedContinuation<Visitor, Never>?
        var watcher: (count: Int, continuation: Visitor)?
    }

    private let state = Mutex(State())

    /// The most that were there at the same time.
    var largest: Int { state.withLock(\.largest) }

    func visit() async {
        await withCheckedContinuation { (visitor: Visitor) in
            let (doorkeeper, watcher) = state.withLock { state in
                state.largest = max(state.largest, state.present.count + 1)
                let doorkeeper = state.doorkeeper.take()
                if doorkeeper == nil { state.present.append(visitor) }
                let isComplete = state.watcher.map { state.present.count >= $0.count } ?? false
                return (doorkeeper, isComplete ? state.watcher.take()?.continuation : nil)
            }
            doorkeeper?.resume(returning: visitor)
            watcher?.resume()
        }
    }

    /// Returns when that many are there.
    func gather(_ count: Int) async {
        await withCheckedContinuation { (watcher: Visitor) in
            let isComplete = state.withLock { state in
                guard state.present.count < count else { return true }
                state.watcher = (count, watcher)
                return false
            }
            if isComplete { watcher.resume() }
        }
    }

    /// Lets that many go, waiting for each.
    func leave(_ count: Int) async {
        for _ in 0..<count {
            let visitor = await withCheckedContinuation { (doorkeeper: CheckedContinuation<Visitor, Never>) in
                let first: Visitor? = state.withLock { state in
                    guard state.present.isEmpty else { return state.present.removeFirst() }
                    state.doorkeeper = doorkeeper
                    return nil
                }
                if let first { doorkeeper.resume(returning: first) }
            }
            visitor.resume()
        }
    }
}
