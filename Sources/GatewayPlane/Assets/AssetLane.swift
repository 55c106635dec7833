import HTTPEngine
import StaticAssets

/// The static files of one version as one loop serves them: which requests they answer, and which wait to be told.
final class AssetLane {
    private let source: any AssetSource
    private unowned let lane: VersionLane
    private unowned let owner: GatewayLoop
    private var table: AssetTable?
    private var waiting: [(client: ClientConnection, request: AssetRequest)] = []
    private var isAsking = false

    init(of lane: VersionLane, from source: any AssetSource, owner: GatewayLoop) {
        self.source = source
        self.lane = lane
        self.owner = owner
    }

    var isQuiet: Bool { waiting.isEmpty && !isAsking }

    /// Answers a request by the files, or sends it to the version's code.
    func decide(_ request: AssetRequest, for client: ClientConnection) {
        lane.touch()
        guard let table else { return hold(request, for: client) }
        switch table.decide(request) {
        case .worker: lane.dispatch(client)
        case .respond(let response): client.answer(response, from: source, of: lane.target)
        }
    }

    /// Forgets a request that does not wait any longer.
    func abandon(_ client: ClientConnection) {
        waiting.removeAll { $0.client === client }
    }

    private func hold(_ request: AssetRequest, for client: ClientConnection) {
        guard waiting.count < owner.limits.waitingPerVersion else { return client.fail(.tooManyWaiting) }
        waiting.append((client, request))
        guard !isAsking else { return }
        isAsking = true
        let (thread, bound, target) = (owner.loop.thread, LoopBound(owner, on: owner.loop), lane.target)
        source.table(of: target) { result in
            thread.submit { loop in bound.value(on: loop).lane(target)?.files?.resolve(result) }
        }
    }

    private func resolve(_ result: Result<AssetTable, InstanceUnavailable>) {
        isAsking = false
        let held = waiting
        waiting = []
        switch result {
        case .success(let found):
            table = found
            for (client, request) in held { decide(request, for: client) }
        case .failure(let unavailable):
            for (client, _) in held { client.fail(.unavailable(unavailable)) }
        }
    }
}
