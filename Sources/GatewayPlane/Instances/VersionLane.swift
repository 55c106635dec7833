import HTTPEngine
import ReleaseModel

/// One version of a worker as one loop serves it: where its requests go, which of them wait, and what became of them.
final class VersionLane {
    let target: InstanceTarget
    let number: Int
    let worker: String
    /// The version's id as text, for overrides.
    let identifier: [UInt8]
    var metrics = VersionMetrics()
    /// Nil for a version without static files, whose requests all go to its code.
    private(set) var files: AssetLane?
    /// When a request was last given to the lane.
    private(set) var lastUsed = LoopInstant(milliseconds: 0)

    private unowned let owner: GatewayLoop
    private var pool: EndpointPool?
    private var waiting: [ClientConnection] = []
    private var isAcquiring = false

    init(_ version: VersionRoute, of workload: Workload, component: String, owner: GatewayLoop) {
        target = InstanceTarget(
            workload: workload.id,
            version: version.id,
            snapshot: version.snapshot,
            component: component
        )
        number = version.number
        worker = workload.name.text
        identifier = Array(version.id.description.utf8)
        self.owner = owner
        if version.parts.contains(.assets), let source = owner.assets {
            files = AssetLane(of: self, from: source, owner: owner)
        }
    }

    /// The lane of all functions.
    init(functionsOf owner: GatewayLoop) {
        target = .functions
        number = 0
        worker = "functions"
        identifier = []
        self.owner = owner
    }

    /// Whether it leads to functions, which answer in their own time and read fields of their own.
    var isOfFunctions: Bool { target == .functions }

    /// Whether nothing would be lost by forgetting the lane.
    var isQuiet: Bool {
        waiting.isEmpty && !isAcquiring && (pool?.openCount ?? 0) == 0 && files?.isQuiet != false
    }

    /// Notes that a request was given to the lane.
    func touch() {
        lastUsed = owner.loop.now
    }

    /// Sends the request to an instance, now or when there is one.
    func dispatch(_ client: ClientConnection) {
        lastUsed = owner.loop.now
        if let pool {
            if pool.enter(now: lastUsed) {
                client.forward(over: pool)
                return
            }
            drop(pool)
        }
        hold(client)
    }

    /// Holds the request until there is an instance, within the limits of number, attempts and time.
    private func hold(_ client: ClientConnection) {
        guard waiting.count < owner.limits.waitingPerVersion else { return client.fail(.tooManyWaiting) }
        guard client.awaitInstance() <= owner.limits.attemptsPerRequest else { return client.fail(.engineUnreachable) }
        waiting.append(client)
        guard !isAcquiring else { return }
        isAcquiring = true
        let (thread, bound, target) = (owner.loop.thread, LoopBound(owner, on: owner.loop), self.target)
        owner.instances.acquire(target) { result in
            thread.submit { loop in bound.value(on: loop).lane(target)?.resolve(result) }
        }
    }

    /// Takes the source's answer to all requests that wait.
    private func resolve(_ result: Result<UpstreamEndpoint, InstanceUnavailable>) {
        isAcquiring = false
        let held = waiting
        waiting = []
        switch result {
        case .success(let endpoint):
            if pool?.endpoint.id != endpoint.id { replacePool(by: endpoint) }
            for client in held { dispatch(client) }
        case .failure(let unavailable):
            for client in held { client.fail(.unavailable(unavailable)) }
        }
    }

    private func replacePool(by endpoint: UpstreamEndpoint) {
        pool?.retire()
        pool = EndpointPool(endpoint, limits: owner.limits)
    }

    /// Forgets a request that does not wait any longer.
    func abandon(_ client: ClientConnection) {
        waiting.removeAll { $0 === client }
        files?.abandon(client)
    }

    /// Sends no more over an endpoint that drains or refuses connections.
    func drop(_ pool: EndpointPool) {
        pool.retire()
        if self.pool === pool { self.pool = nil }
    }
}
