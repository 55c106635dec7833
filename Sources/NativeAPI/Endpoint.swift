import HTTPModel
import NativeWire
import ReleaseCore

/// One thing that this API does, by the method and the path that ask for it.
///
/// Raw values are the operation ids of the OpenAPI document.
enum Endpoint: Sendable, Hashable {
    case open(OpenEndpoint)
    case read(ReadEndpoint)
    case change(ChangeEndpoint)
    case staging(StagingEndpoint)
    /// Apart from the other changes because carrying one out twice is as good as once.
    case pair(PairEndpoint)
    /// Apart from the other changes because what is stored of a request must not tell a secret.
    case secrets
    /// Apart from the other changes because its body is streamed.
    case upload

    static let openAPIPath = NativeRoutes.openAPI

    static let all: [Endpoint] =
        OpenEndpoint.allCases.map(Endpoint.open) + ReadEndpoint.allCases.map(Endpoint.read)
        + ChangeEndpoint.allCases.map(Endpoint.change) + StagingEndpoint.allCases.map(Endpoint.staging)
        + PairEndpoint.allCases.map(Endpoint.pair) + [.secrets, .upload]

    static let router: Router<Endpoint> = {
        var router = Router<Endpoint>()
        for endpoint in all { router.add(endpoint.method, RoutePattern(stringLiteral: endpoint.path), endpoint) }
        return router
    }()

    var operationID: String {
        switch self {
        case .open(let endpoint): endpoint.rawValue
        case .read(let endpoint): endpoint.rawValue
        case .change(let endpoint): endpoint.rawValue
        case .staging(let endpoint): endpoint.rawValue
        case .pair(let endpoint): endpoint.rawValue
        case .secrets: "editSecrets"
        case .upload: "uploadVersion"
        }
    }

    var method: HTTPMethod {
        switch self {
        case .open, .read: .get
        case .change(let endpoint): endpoint.method
        case .pair(let endpoint): endpoint.method
        case .staging, .secrets, .upload: .post
        }
    }

    var path: String {
        switch self {
        case .open(let endpoint): endpoint.path
        case .read(let endpoint): endpoint.path
        case .change(let endpoint): endpoint.path
        case .staging(let endpoint): endpoint.path
        case .pair(let endpoint): endpoint.path
        case .secrets: NativeRoutes.secrets
        case .upload: NativeRoutes.versions
        }
    }

    /// What a token must allow; `nil` where none is needed.
    var scope: AccessToken.Scope? {
        switch self {
        case .open: nil
        case .read(let endpoint): endpoint.scope
        case .change(let endpoint): endpoint.scope
        case .pair(let endpoint): endpoint.scope
        case .staging, .secrets, .upload: .upload
        }
    }
}

/// What anybody may ask who reaches the listener.
enum OpenEndpoint: String, Sendable, CaseIterable {
    case readHealth, readReadiness

    var path: String {
        switch self {
        case .readHealth: NativeRoutes.health
        case .readReadiness: NativeRoutes.readiness
        }
    }
}
