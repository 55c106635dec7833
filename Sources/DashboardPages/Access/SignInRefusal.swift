/// Why a token does not open a session; the codes are those of the native API.
enum SignInRefusal: String, Error, Sendable, Hashable {
    case missing = "token_missing"
    case unknown = "token_unknown"
    case expired = "token_expired"
    case revoked = "token_revoked"
    case unavailable = "store_unavailable"

    var explanation: String {
        switch self {
        case .missing: "Paste a token first."
        case .unknown: "This token is not one of this server's. Check that it is complete and for this server."
        case .expired: "This token has expired. Make another: sluice token create OWNER --scope deploy"
        case .revoked: "This token was revoked. Make another: sluice token create OWNER --scope deploy"
        case .unavailable: "The store cannot be read at the moment. Try again; the server's log has the cause."
        }
    }
}
