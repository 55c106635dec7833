public import HTTPModel
public import ReleaseCore
import ReleaseModel

/// A Prefect server as its clients see it through Sluice: the server's own API, with a history of each deployment.
///
/// Requests pass on as they are. Looked into are those that write, delete or read deployments, and those that make,
/// hand out or read runs; besides there are paths of Sluice's own, which list versions and make one live. A request must be
/// meant for this server and must not come from a foreign page. Who sends a token of Sluice's is known by it; of all
/// others the Prefect server decides what they may do.
public struct PrefectAPI: Sendable {
    let plane: ReleasePlane
    let ledger: any FlowRunLedger
    let account: Account.ID
    let environment: PrefectEnvironment
    let caller: UpstreamCaller
    let names: FlowNames
    private let proxy: ReverseProxy
    private let bodies = BodyBudget(limit: Self.bodiesLimit)
    private let router = Self.router

    /// The longest body of a write that is looked into, in bytes.
    static let writeLimit = 16 << 20
    /// What all of them together may hold while they are read and wait for their turns, in bytes.
    static let bodiesLimit = 16 * writeLimit

    typealias Handler = @Sendable (PrefectAPI, Call) async throws -> HTTPResponse

    /// `plane` has the same server as the system that runs its flows; `access` knows Sluice's tokens.
    public init(
        plane: ReleasePlane,
        ledger: any FlowRunLedger,
        access: any AccessStore,
        server: PrefectServer,
        configuration: PrefectAPIConfiguration,
        environment: PrefectEnvironment
    ) {
        self.plane = plane
        self.ledger = ledger
        self.environment = environment
        account = configuration.account
        caller = server.caller
        names = FlowNames(account: configuration.account, caller: server.caller)
        let door = Door(
            listener: ListenerGuard(port: configuration.port, hostNames: configuration.hostNames),
            policy: configuration.needsToken ? .token : .anyone,
            tokens: TokenCheck(access: access, account: configuration.account, now: environment.now),
            credential: server.credential
        )
        proxy = ReverseProxy(server.upstream, behind: door)
    }

    var server: UpstreamServer { proxy.server }

    var presenter: FlowPresenter { FlowPresenter(plane: plane, names: names) }

    static let router: Router<Handler> = {
        var router = Router<Handler>()
        router.add(.post, "/api/deployments/") { try await $0.createDeployment($1) }
        router.add(.patch, "/api/deployments/{id}") { try await $0.updateDeployment($1) }
        router.add(.delete, "/api/deployments/{id}") { try await $0.deleteDeployment($1) }
        router.add(.post, "/api/deployments/bulk_delete") { try await $0.deleteDeployments($1) }
        router.add(.delete, "/api/flows/{id}") { try await $0.deleteFlow($1) }
        router.add(.post, "/api/flows/bulk_delete") { try await $0.deleteFlows($1) }
        router.add(.get, "/api/deployments/{id}") { try await $0.readDeployment($1) }
        router.add(.get, "/api/deployments/name/{flow}/{deployment}") { try await $0.readDeployment($1) }
        router.add(.post, "/api/deployments/filter") { try await $0.listDeployments($1) }
        router.add(.post, "/api/deployments/paginate") { try await $0.listDeployments($1) }
        router.add(.post, "/api/deployments/{id}/create_flow_run") { try await $0.createRun($1) }
        router.add(.post, "/api/deployments/{id}/create_flow_run/bulk") { try await $0.createRun($1) }
        router.add(.get, "/api/flow_runs/{id}") { try await $0.readRun($1) }
        router.add(.post, "/api/flow_runs/filter") { try await $0.listRuns($1) }
        router.add(.post, "/api/flow_runs/paginate") { try await $0.listRuns($1) }
        router.add(.post, "/api/flow_runs/count") { try await $0.countRuns($1) }
        router.add(.post, "/api/work_pools/{pool}/get_scheduled_flow_runs") { try await $0.handOutRuns($1) }
        router.add(.post, "/api/deployments/get_scheduled_flow_runs") { try await $0.handOutRuns($1) }
        router.add(.post, "/api/deployments/{id}/schedule") { try await $0.changeUnversioned($1) }
        router.add(.post, "/api/deployments/{id}/pause_deployment") { try await $0.changeUnversioned($1) }
        router.add(.post, "/api/deployments/{id}/resume_deployment") { try await $0.changeUnversioned($1) }
        router.add(.post, "/api/deployments/{id}/schedules") { try await $0.changeUnversioned($1) }
        router.add(.patch, "/api/deployments/{id}/schedules/{schedule}") { try await $0.changeUnversioned($1) }
        router.add(.delete, "/api/deployments/{id}/schedules/{schedule}") { try await $0.changeUnversioned($1) }
        router.add(.get, "/ui-settings") { try await $0.readSettings($1) }
        router.add(.get, "/api/deployments/{id}/versions") { try await $0.listVersions($1) }
        router.add(.get, "/api/deployments/{id}/versions/{version}") { try await $0.readVersion($1) }
        router.add(.get, "/api/deployments/{id}/versions/{version}/diff") { try await $0.readDiff($1) }
        router.add(.post, "/api/deployments/{id}/versions/{version}/promote") { try await $0.promote($1) }
        return router
    }()

    /// Answers a request; whatever goes wrong becomes a document as Prefect's server makes them.
    public func handle(_ request: HTTPRequest) async -> HTTPResponse {
        let admitted: Admitted
        do {
            admitted = try await proxy.door.admit(request)
        } catch {
            return error.response
        }
        guard !admitted.request.offersWebSocket, let target = request.target.routed,
            case .found(let route, let parameters) = router.match(request.method, target)
        else { return await proxy.pass(admitted) }
        do {
            return try await bodies.reserving(for: request.body, upTo: Self.writeLimit) {
                try await route.handler(self, Call(admitted, parameters: parameters))
            }
        } catch let failure as UpstreamFailure {
            return failure.response(from: server.endpoint)
        } catch {
            let refusal = PrefectError(error)
            if let cause = refusal.cause { environment.report(refusal.code, cause) }
            return refusal.response
        }
    }

    /// Tells the log of a failure that the client's answer does not show.
    func report(_ error: any Error) {
        guard !Task.isCancelled else { return }
        let refusal = PrefectError(error)
        environment.report(refusal.code, refusal.cause ?? refusal.detail)
    }

    /// Passes a request on whose body was read.
    func forward(_ call: Call, _ body: [UInt8]) async throws -> HTTPResponse {
        try await server.forward(call.plain.with(body: body))
    }

    /// `GET /ui-settings`: the pages of Prefect ask the listener that they came from, not where the server believes to
    /// be; and they ask nobody for a password who has shown a token already.
    func readSettings(_ call: Call) async throws -> HTTPResponse {
        let answer = try await collected(try await server.forward(call.plain))
        guard let settings = answer.json, settings["api_url"] != nil else { return answer.response }
        let here = settings.setting(["api_url": .string("/api")])
        return answer.response.with(call.admitted.token == nil ? here : here.setting(["auth": .null]))
    }
}
