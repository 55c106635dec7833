import HTTPModel
import ReleaseCore

/// One operation: who may, and what answers.
enum Endpoint: Sendable {
    /// Whoever has an access token with at least this scope; what needs more asks for it itself.
    case access(AccessToken.Scope, @Sendable (CloudflareAPI, Call) async throws -> Answer)
    /// Whoever has the token of an upload of static files, which is good for that one upload.
    case assetUpload(@Sendable (CloudflareAPI, AssetCall) async throws -> Answer)

    init(
        _ scope: AccessToken.Scope,
        _ answer: @escaping @Sendable (CloudflareAPI) -> @Sendable (Call) async throws -> Answer
    ) {
        self = .access(scope) { api, call in try await answer(api)(call) }
    }
}

/// The operations of one part of the API, for the table of all.
struct EndpointTable {
    static let prefix = "/client/v4"

    private(set) var router = Router<Endpoint>()

    mutating func add(_ method: HTTPMethod, _ path: String, _ endpoint: Endpoint) {
        router.add(method, RoutePattern(stringLiteral: Self.prefix + path), endpoint)
    }

    /// Below `/accounts/{account}/workers/scripts/{worker}`.
    mutating func worker(_ method: HTTPMethod, _ path: String, _ endpoint: Endpoint) {
        add(method, "/accounts/{account}/workers/scripts/{worker}" + path, endpoint)
    }

    mutating func account(_ method: HTTPMethod, _ path: String, _ endpoint: Endpoint) {
        add(method, "/accounts/{account}" + path, endpoint)
    }
}
