import HTTPModel
import ReleaseCore

/// One operation: who may, how much it takes, and what answers.
enum Endpoint: Sendable {
    /// Whoever signs with an access key of at least this scope; the limit is the body's, in bytes.
    case signed(
        AccessToken.Scope,
        limit: Int,
        @Sendable (FunctionComputeAPI, Call) async throws -> Answer
    )
    /// What decides for itself who may.
    case trigger(@Sendable (FunctionComputeAPI, HTTPRequest) async throws -> HTTPResponse)

    /// The bytes of a body that carries no code: 4 MiB.
    static let documentLimit = 4 * 1_024 * 1_024
    /// The bytes of a body that carries a package: in base64, within a document.
    static let packageLimit = FunctionComputeConfiguration.maximumPackageBytes / 3 * 4 + documentLimit
    /// The bytes of what a function is called with: 32 MiB.
    static let eventLimit = 32 * 1_024 * 1_024

    init(
        _ scope: AccessToken.Scope,
        limit: Int = Self.documentLimit,
        _ answer: @escaping @Sendable (FunctionComputeAPI) -> @Sendable (Call) async throws -> Answer
    ) {
        self = .signed(scope, limit: limit) { api, call in try await answer(api)(call) }
    }
}

/// The operations of one part of the API, for the table of all; each under both forms.
struct EndpointTable {
    private(set) var router = Router<Endpoint>()

    mutating func add(_ method: HTTPMethod, _ path: String, _ endpoint: Endpoint) {
        for version in APIVersion.allCases {
            router.add(method, RoutePattern(stringLiteral: "/\(version.rawValue)\(path)"), endpoint)
        }
    }

    /// Below `/services/{service}`.
    mutating func service(_ method: HTTPMethod, _ path: String, _ endpoint: Endpoint) {
        add(method, "/services/{service}" + path, endpoint)
    }

    /// Below `/services/{service}/functions/{function}`.
    mutating func function(_ method: HTTPMethod, _ path: String, _ endpoint: Endpoint) {
        service(method, "/functions/{function}" + path, endpoint)
    }
}
