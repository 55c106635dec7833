import HTTPModel
import ReleaseCore

/// Why a request is not let in to the Prefect server.
enum DoorRefusal: Error, Hashable {
    case foreignHost(String)
    case foreignOrigin(String)
    case crossSite(String)
    case tokenRequired
    /// `Authorization` is repeated, and a token of ours is among its values.
    case authorizationRepeated
    /// Unknown, expired, revoked, or another account's.
    case tokenInvalid
    case scopeMissing(AccessToken.Scope)
    /// Nobody can tell at the moment.
    case storeUnavailable
    /// As many WebSockets as may are open to clients that have not said yet who they are.
    case tooManyOpenings

    init(_ violation: ListenerGuard.Violation) {
        switch violation {
        case .foreignHost(let host): self = .foreignHost(host)
        case .foreignOrigin(let origin): self = .foreignOrigin(origin)
        case .crossSite(let site): self = .crossSite(site)
        }
    }

    var response: HTTPResponse {
        let told = explanation
        return .problem(told.status, told.code, told.detail, nextStep: told.nextStep, fields: challenge)
    }

    /// How a WebSocket is closed whose first message is refused; 1008 is what Prefect's server itself says.
    var closing: WebSocketClosing {
        self == .storeUnavailable
            ? WebSocketClosing(.internalError, reason: explanation.detail)
            : WebSocketClosing(.policyViolation, reason: explanation.detail)
    }

    private var challenge: HTTPFields {
        switch self {
        case .tokenRequired, .tokenInvalid, .authorizationRepeated:
            ["WWW-Authenticate": "Bearer", "WWW-Authenticate": "Basic realm=\"Sluice\", charset=\"UTF-8\""]
        default: [:]
        }
    }

    private typealias Explanation = (status: HTTPStatus, code: String, detail: String, nextStep: String)

    private var explanation: Explanation {
        switch self {
        case .foreignHost(let host):
            (
                .misdirectedRequest, "foreign_host", "This is not \(host).",
                "Use the listener's own address, or have its host name added to those that Sluice answers to."
            )
        case .foreignOrigin(let origin):
            (.forbidden, "foreign_origin", "A page of \(origin) may not use this.", "Use it from its own pages.")
        case .crossSite:
            (.forbidden, "cross_site", "Pages of other sites may not use this.", "Use it from its own pages.")
        case .tokenRequired:
            (
                .unauthorized, "token_required", "A token of Sluice's is needed here.",
                "Set PREFECT_API_AUTH_STRING, or PREFECT_API_KEY where no WebSockets are needed, to a token."
            )
        case .authorizationRepeated:
            (.unauthorized, "token_malformed", "Authorization is repeated.", "Send it once.")
        case .tokenInvalid:
            (
                .unauthorized, "token_invalid", "The token is not known here, has expired or was revoked.",
                "Make another with `sluice token create`."
            )
        case .scopeMissing(let scope):
            (
                .forbidden, "scope_missing", "The token does not have the scope \(scope.rawValue).",
                "Use one that has it."
            )
        case .storeUnavailable:
            (
                .serviceUnavailable, "store_unavailable", "The token cannot be checked at the moment.",
                "Try again in a moment."
            )
        case .tooManyOpenings:
            (
                .serviceUnavailable, "sockets_busy", "Too many WebSockets have not said yet who they are.",
                "Try again in a moment, or bring the token in the handshake."
            )
        }
    }
}
