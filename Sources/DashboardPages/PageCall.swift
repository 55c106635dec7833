import HTTPModel
import NativeWire

/// A request of somebody who is signed in, and what answers to it are made with.
struct PageCall: Sendable {
    let request: HTTPRequest
    let visitor: Visitor
    let api: APICaller
    let facts: Facts
    let randomBytes: @Sendable (Int) -> [UInt8]
    private let parameters: RouteParameters
    private let kind: String

    init(
        _ request: HTTPRequest,
        _ route: VisitorRoute,
        _ parameters: RouteParameters,
        _ visitor: Visitor,
        _ environment: DashboardEnvironment
    ) {
        self.request = request
        kind = route.kind
        self.parameters = parameters
        self.visitor = visitor
        api = APICaller(visitor: visitor, api: environment.api)
        facts = Facts(times: RelativeTime(now: environment.now()))
        randomBytes = environment.randomBytes
    }

    var query: HTTPQuery { request.target.query }

    /// The workload that the path names.
    var name: String { parameters["name"] }

    /// The values of an API path about that workload.
    var path: [String: String] { ["kind": kind, "name": name] }

    func workload() async throws(WireProblem) -> WireWorkload {
        try await api.read(NativeRoutes.workload, path)
    }

    func deployments(_ query: HTTPQuery = HTTPQuery()) async throws(WireProblem) -> WireList<WireDeployment> {
        try await api.read(NativeRoutes.deployments, path, query: query)
    }

    func versions(_ query: HTTPQuery = HTTPQuery()) async throws(WireProblem) -> WireList<WireVersion> {
        try await api.read(NativeRoutes.versions, path, query: query)
    }

    func version(_ reference: String) async throws(WireProblem) -> WireVersion {
        try await detail(reference).version
    }

    func detail(_ reference: String) async throws(WireProblem) -> WireVersionDetail {
        try await api.read(NativeRoutes.version, path.merging(["version": reference]) { $1 })
    }

    func draft() async throws(WireProblem) -> WireDraft {
        try await api.read(NativeRoutes.draft, path)
    }

    func rollbackPlan(_ query: HTTPQuery) async throws(WireProblem) -> WireRollbackPlan {
        try await api.read(NativeRoutes.rollback, path, query: query)
    }

    /// What a form is made from; the alias it is about is a worker's production alias, unless another is named.
    func stamp(_ workload: WireWorkload, about alias: WireAlias? = nil) -> FormStamp {
        FormStamp(workload, about: alias ?? workload.production, randomBytes: randomBytes)
    }

    /// What became of the workload since a form was made, as far as the newest entries tell.
    func changes(
        since stamp: FormStamp,
        of workload: WireWorkload,
        on alias: String?
    ) async throws(WireProblem) -> ChangesSince {
        var moves: [WireDeployment] = []
        if let alias, workload.alias(alias) != nil {
            let query = HTTPQuery([HTTPQuery.Item("alias", alias)])
            moves = try await deployments(query).items.filter { $0.sequence > stamp.deployment }
        }
        return ChangesSince(
            kind: workload.kind,
            deployments: moves,
            versions: try await versions().items.filter { $0.number > stamp.version },
            facts: facts
        )
    }
}
