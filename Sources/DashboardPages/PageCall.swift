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

    init(_ request: HTTPRequest, _ parameters: RouteParameters, _ visitor: Visitor, _ environment: DashboardEnvironment)
    {
        self.request = request
        self.parameters = parameters
        self.visitor = visitor
        api = APICaller(visitor: visitor, api: environment.api)
        facts = Facts(times: RelativeTime(now: environment.now()))
        randomBytes = environment.randomBytes
    }

    var query: HTTPQuery { request.target.query }

    /// The worker that the path names.
    var name: String { parameters["name"] }

    /// The values of an API path about that worker.
    var path: [String: String] { ["kind": "workers", "name": name] }

    func worker() async throws(WireProblem) -> WireWorkload {
        try await api.read(NativeRoutes.workload, path)
    }

    func deployments(_ query: HTTPQuery = HTTPQuery()) async throws(WireProblem) -> WireList<WireDeployment> {
        try await api.read(NativeRoutes.deployments, path, query: query)
    }

    func versions(_ query: HTTPQuery = HTTPQuery()) async throws(WireProblem) -> WireList<WireVersion> {
        try await api.read(NativeRoutes.versions, path, query: query)
    }

    func version(_ reference: String) async throws(WireProblem) -> WireVersion {
        let detail: WireVersionDetail = try await api.read(
            NativeRoutes.version,
            path.merging(["version": reference]) { $1 }
        )
        return detail.version
    }

    func stamp(_ worker: WireWorkload) -> FormStamp {
        FormStamp(worker, randomBytes: randomBytes)
    }

    /// What became of the worker since a form was made, as far as the newest entries tell.
    func changes(since stamp: FormStamp) async throws(WireProblem) -> ChangesSince {
        ChangesSince(
            deployments: try await deployments().items.filter { $0.sequence > stamp.deployment },
            versions: try await versions().items.filter { $0.number > stamp.version },
            facts: facts
        )
    }
}
