import HTTPEngine
import Synchronization

/// One run of a key: its lifecycle, and what it holds while it goes on.
///
/// Lives on the runtime's loop.
final class Instance {
    let id: UInt64
    let key: InstanceKey
    let startedAt: LoopInstant
    var lifecycle: InstanceLifecycle
    /// Held until it is loaded.
    var specification: LaunchSpecification?
    var process: EngineProcess?
    private(set) var endpoint: UpstreamEndpoint?
    /// When it became ready.
    private(set) var readySince: LoopInstant?
    /// When its engine was given the code.
    var loadingSince: LoopInstant?
    var health = PingWatch()
    var budget: EventBudget
    var events = PendingEvents()

    init(id: UInt64, key: InstanceKey, lifecycle: InstanceLifecycle, budget: EventBudget, now: LoopInstant) {
        self.id = id
        self.key = key
        self.lifecycle = lifecycle
        self.budget = budget
        startedAt = now
    }

    /// Returns the endpoint by which it can be reached from now on.
    func publish(at now: LoopInstant, servicePath: String) -> UpstreamEndpoint {
        let endpoint = UpstreamEndpoint(id: id, path: servicePath, now: now.milliseconds)
        self.endpoint = endpoint
        readySince = now
        specification = nil
        return endpoint
    }

    /// The endpoint, if new requests may be given to it.
    var openEndpoint: UpstreamEndpoint? {
        lifecycle.state == .ready ? endpoint : nil
    }

    /// Begins the time anew for which it may be idle.
    func touch(at now: LoopInstant) {
        endpoint?.lastUsed.store(now.milliseconds, ordering: .relaxed)
    }

    /// Tells the senders of requests to go elsewhere.
    func withdraw() {
        endpoint?.isDraining.store(true, ordering: .sequentiallyConsistent)
    }

    var inFlight: Int {
        endpoint?.inFlight.load(ordering: .sequentiallyConsistent) ?? 0
    }

    /// Whether it has had nothing to do for that long.
    func isIdle(for duration: Duration, at now: LoopInstant) -> Bool {
        guard let endpoint, lifecycle.state == .ready, inFlight == 0 else { return false }
        let lastUsed = LoopInstant(milliseconds: endpoint.lastUsed.load(ordering: .relaxed))
        return lastUsed + duration < now
    }
}
