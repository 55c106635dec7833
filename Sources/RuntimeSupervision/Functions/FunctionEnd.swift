import Synchronization

/// Whether an instance has ended; read from any thread.
final class FunctionEnd: Sendable {
    private let state = Atomic(false)

    var hasCome: Bool { state.load(ordering: .acquiring) }

    func come() {
        state.store(true, ordering: .releasing)
    }
}
