import FoundationEssentials
import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import Telemetry

/// What the data process answers to the control process, on a Unix socket in a folder that is its owner's alone.
struct DataEndpoint: Sendable {
    private typealias Handler = @Sendable (HTTPRequest, RouteParameters) async throws -> HTTPResponse

    /// What the endpoint tells about, besides revisions and tails.
    struct Answers: Sendable {
        let trial: @Sendable (Snapshot, WorkloadName) async throws -> TrialMessage
        /// `nil` for a workload that is unknown here.
        let warmth: @Sendable (Workload.ID, [Version.ID]) -> DataPlaneView.Warmth?
        let readyInstances: @Sendable (Account.ID, _ service: String, _ target: String, _ function: String) async -> Int
        let status: @Sendable () async -> WireDataStatus
        let metrics: @Sendable () async -> [MetricFamily]
    }

    private let router: Router<Handler>

    init(follower: RevisionFollower, tails: TailHub, invocations: InvocationHub, answers: Answers) {
        var router = Router<Handler>()
        router.add(.post, DoorbellRoutes.revision) { _, parameters in
            guard let number = Int(parameters["revision"]) else { return HTTPResponse(.badRequest) }
            guard let head = await follower.advance(to: Revision(number)) else {
                return HTTPResponse(.serviceUnavailable)
            }
            return try json(AppliedMessage(epoch: head.epoch, revision: head.revision.number))
        }
        router.add(.post, DoorbellRoutes.trial) { request, parameters in
            guard let account = Account.ID(parameters["account"]),
                let kind = Workload.Kind(rawValue: parameters["kind"])
            else { return HTTPResponse(.badRequest) }
            let name = WorkloadName(account: account, kind: kind, name: parameters["name"])
            let bytes = try await request.body.collect(upTo: DoorbellRoutes.largestSnapshot)
            return try json(try await answers.trial(try EncodedSnapshot(decoding: bytes).snapshot, name))
        }
        router.add(.get, DoorbellRoutes.warmth) { request, parameters in
            guard let workload = Workload.ID(parameters["workload"]) else { return HTTPResponse(.badRequest) }
            let versions = request.target.query.values(of: "version").compactMap { Version.ID($0) }
            guard let warmth = answers.warmth(workload, versions) else { return HTTPResponse(.notFound) }
            return try json(WarmthMessage(warmth: warmth.rawValue))
        }
        router.add(.get, DoorbellRoutes.readyInstances) { _, parameters in
            guard let account = Account.ID(parameters["account"]) else { return HTTPResponse(.badRequest) }
            let (service, target) = (parameters["service"], parameters["target"])
            let count = await answers.readyInstances(account, service, target, parameters["function"])
            return try json(ReadyInstancesMessage(count: count))
        }
        router.add(.get, DoorbellRoutes.status) { _, _ in
            try json(await answers.status())
        }
        router.add(.get, DoorbellRoutes.metrics) { _, _ in
            let text = PrometheusText.encode(await answers.metrics())
            return HTTPResponse(.ok, contentType: "text/plain", body: .text(text))
        }
        router.add(.get, DoorbellRoutes.tail) { request, parameters in
            guard let workload = Workload.ID(parameters["workload"]),
                let subscription = tails.listen(to: workload, TailFilter(request.target.query))
            else { return HTTPResponse(.serviceUnavailable) }
            return HTTPResponse(.ok, contentType: "application/x-ndjson", body: .stream(subscription.next))
        }
        router.add(.get, DoorbellRoutes.invocations) { _, parameters in
            guard let workload = Workload.ID(parameters["workload"]),
                let subscription = invocations.listen(to: workload)
            else { return HTTPResponse(.serviceUnavailable) }
            return HTTPResponse(.ok, contentType: "application/x-ndjson", body: .stream(subscription.next))
        }
        self.router = router
    }

    @Sendable
    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        switch router.match(request.method, request.target) {
        case .found(let route, let parameters):
            do {
                return try await route.handler(request, parameters)
            } catch {
                return HTTPResponse(.internalServerError, contentType: "text/plain", body: .text("\(error)"))
            }
        case .methodNotAllowed: return HTTPResponse(.methodNotAllowed)
        case .notFound: return HTTPResponse(.notFound)
        }
    }
}

private func json(_ value: some Encodable) throws -> HTTPResponse {
    HTTPResponse(.ok, contentType: "application/json", body: .bytes(Array(try JSONEncoder().encode(value))))
}

extension TailFilter {
    /// Reads what the control process wrote; what is absent does not filter.
    fileprivate init(_ query: HTTPQuery) {
        self.init(
            version: query["version"].flatMap { Version.ID($0) },
            minimumLevel: query["level"].flatMap { Level(rawValue: $0) } ?? .debug,
            errorsOnly: query["errors"] != nil
        )
    }
}
