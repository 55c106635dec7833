import Synchronization

/// Handlers that stay until they are let go, one by one.
final class Crowd: Sendable {
    typealias Visitor = CheckedContinuation<Void, Never>

    private struct State {
        var present: [Visitor] = []
        var largest = 0
        var doorkeeper: CheckedContinuation<Visitor, Never>?
    }

    private let state = Mutex(State())

    /// The most that were there at the same time.
    var largest: Int { state.withLock(\.largest) }

    func visit() async {
        await withCheckedContinuation { (visitor: Visitor) in
            let doorkeeper = state.withLock { state in
                state.largest = max(state.largest, state.present.count + 1)
                let doorkeeper = state.doorkeeper.take()
                if doorkeeper == nil { state.present.append(visitor) }
                return doorkeeper
            }
            doorkeeper?.resume(returning: visitor)
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
