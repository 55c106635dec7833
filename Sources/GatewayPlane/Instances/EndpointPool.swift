import HTTPEngine
import Synchronization

/// The connections of one loop to one endpoint.
final class EndpointPool {
    let endpoint: UpstreamEndpoint
    /// Open connections, idle or not.
    private(set) var openCount = 0
    private var idle: [UpstreamConnection] = []
    private var isRetired = false
    private let idleLimit: Int

    init(_ endpoint: UpstreamEndpoint, limits: GatewayLimits) {
        self.endpoint = endpoint
        idleLimit = limits.idleConnectionsPerInstance
    }

    /// Counts a request in; false when the endpoint drains, so that the request must go elsewhere.
    ///
    /// Increment first, look afterwards: a supervisor that sets `isDraining` and then finds nothing in flight has proof
    /// that nothing will come.
    func enter(now: LoopInstant) -> Bool {
        endpoint.inFlight.add(1, ordering: .sequentiallyConsistent)
        endpoint.lastUsed.store(now.milliseconds, ordering: .relaxed)
        guard endpoint.isDraining.load(ordering: .sequentiallyConsistent) else { return true }
        leave(now: now)
        return false
    }

    /// Counts a request out.
    func leave(now: LoopInstant) {
        endpoint.lastUsed.store(now.milliseconds, ordering: .relaxed)
        endpoint.inFlight.subtract(1, ordering: .sequentiallyConsistent)
    }

    /// Returns the connection that was idle for the shortest time.
    func takeIdle() -> UpstreamConnection? {
        idle.popLast()
    }

    /// Keeps an idle connection; false when it is not wanted any more.
    func keep(_ connection: UpstreamConnection) -> Bool {
        guard !isRetired, idle.count < idleLimit, !endpoint.isDraining.load(ordering: .relaxed) else { return false }
        idle.append(connection)
        return true
    }

    func opened() {
        openCount += 1
    }

    func closed(_ connection: UpstreamConnection) {
        openCount -= 1
        idle.removeAll { $0 === connection }
    }

    /// Closes what is idle, and later what becomes so.
    func retire() {
        isRetired = true
        let idle = self.idle
        self.idle = []
        for connection in idle { connection.close() }
    }
}
