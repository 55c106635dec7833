import Lifecycle
import ReleaseCore
import ReleaseModel
import Synchronization
import Telemetry

/// Follows the release log: reads what changed when the doorbell rings, and by poll in case it does not.
///
/// One reader at a time, so revisions are applied in order. Whoever rings is told when the gateway serves by the
/// revision.
final class RevisionFollower: Service {
    let name = "revision follower"

    /// The time between two polls; a ring is only an optimisation.
    static let pollInterval: Duration = .seconds(1)
    /// The most rings that may wait for an answer.
    static let maximumWaiters = 10_000

    /// Makes a delta the truth of this node; returns when no later request is served by an older one.
    typealias Apply = @Sendable (RoutingDelta) async -> Void

    private let source: any RouteSource
    private let apply: Apply
    private let log: Log
    private let state = Mutex(State())
    private let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    private struct State {
        var applied: StoreHead?
        var waiters: [(revision: Revision, continuation: CheckedContinuation<StoreHead?, Never>)] = []
        var hasEnded = false
    }

    init(source: any RouteSource, log: Log, apply: @escaping Apply) {
        self.source = source
        self.log = log
        self.apply = apply
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What this node serves by; `nil` before the first read.
    var applied: StoreHead? { state.withLock { $0.applied } }

    /// Rings the bell and returns once the revision is applied; `nil` when the follower ends first.
    func advance(to revision: Revision) async -> StoreHead? {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> StoreHead?? in
                if let applied = state.applied, applied.revision >= revision { return .some(applied) }
                guard !state.hasEnded, state.waiters.count < Self.maximumWaiters else { return .some(nil) }
                state.waiters.append((revision, continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) } else { bell.yield() }
        }
    }

    /// Reads everything once; a node serves nothing before that.
    func start() async throws(ReleaseError) {
        try await advanceOnce()
    }

    func run() async throws {
        defer { end() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [bell] in
                while true {
                    try await Task.sleep(for: Self.pollInterval * Double.random(in: 0.8...1.2))
                    bell.yield()
                }
            }
            group.addTask { [self] in
                for await _ in rings { await advanceLoggingFailures() }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func advanceLoggingFailures() async {
        do {
            try await advanceOnce()
        } catch {
            log.error("cannot read the release log", ["error": LogValue(error)])
        }
    }

    private func advanceOnce() async throws(ReleaseError) {
        let head = try await source.head()
        let known = applied
        guard known != head else { return }
        // After a restore the revisions of another past are worth nothing: read everything.
        let since = known?.epoch == head.epoch ? known?.revision : nil
        let delta = try await source.routes(changedAfter: since)
        await apply(delta)
        settle(StoreHead(epoch: head.epoch, revision: delta.revision, chain: head.chain))
    }

    private func settle(_ head: StoreHead) {
        let done = state.withLock { state in
            state.applied = head
            let done = state.waiters.filter { $0.revision <= head.revision }
            state.waiters.removeAll { $0.revision <= head.revision }
            return done
        }
        for waiter in done { waiter.continuation.resume(returning: head) }
    }

    private func end() {
        let waiters = state.withLock { state in
            state.hasEnded = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(returning: nil) }
    }
}
