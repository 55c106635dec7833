import ReleaseModel
import Synchronization

/// Hands invocations to whoever listens to their workload, and says which workloads are to be observed.
///
/// Instances write their invocations down only while somebody listens; a listener that reads too slowly loses the newest
/// ones, and is told how many.
final class InvocationHub: Sendable {
    /// The most listeners at once.
    static let maximumListeners = 100

    /// The workloads that somebody listens to, at every change.
    ///
    /// For one reader, who gets the newest set alone: it replaces those before.
    let observed: AsyncStream<Set<Workload.ID>>
    private let observing: AsyncStream<Set<Workload.ID>>.Continuation
    private let state = Mutex(State())

    private struct State {
        var nextID = 0
        var listeners: [Int: Listener] = [:]

        var workloads: Set<Workload.ID> { Set(listeners.values.map(\.workload)) }
    }

    private struct Listener {
        let workload: Workload.ID
        let buffer: InvocationBuffer
    }

    init() {
        (observed, observing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Begins to listen to a workload, until the subscription is let go of; `nil` when too many listen.
    func listen(to workload: Workload.ID) -> InvocationSubscription? {
        let buffer = InvocationBuffer()
        let id: Int? = state.withLock { state in
            guard state.listeners.count < Self.maximumListeners else { return nil }
            state.nextID += 1
            state.listeners[state.nextID] = Listener(workload: workload, buffer: buffer)
            // Under the lock, so that sets are told in the order in which they came to be.
            observing.yield(state.workloads)
            return state.nextID
        }
        return id.map { id in InvocationSubscription(to: buffer) { [weak self] in self?.leave(id) } }
    }

    /// Hands an invocation to all that listen to the workload; does not wait.
    func publish(_ invocation: InvocationMessage, of workload: Workload.ID) {
        let buffers = state.withLock { state in
            state.listeners.values.filter { $0.workload == workload }.map(\.buffer)
        }
        for buffer in buffers { buffer.offer(invocation) }
    }

    private func leave(_ id: Int) {
        state.withLock { state in
            state.listeners[id] = nil
            observing.yield(state.workloads)
        }
    }
}
