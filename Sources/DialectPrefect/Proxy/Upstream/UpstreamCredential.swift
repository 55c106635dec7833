import FoundationEssentials
import HTTPModel

/// What Sluice itself signs in with at the Prefect server: its `PREFECT_SERVER_API_AUTH_STRING`.
///
/// It stands in for tokens of Sluice's and serves our own writes, never a client that brings none.
struct UpstreamCredential: Sendable, Hashable {
    /// Mostly `user:password`; it is compared as a whole, and sent as it is in WebSockets.
    let authString: String
    /// The value of `Authorization`.
    let authorization: HTTPFieldValue

    /// Returns nil for an empty text, which is no protection.
    init?(authString: String) {
        guard !authString.isEmpty else { return nil }
        self.authString = authString
        authorization = HTTPFieldValue(stringLiteral: "Basic \(Data(authString.utf8).base64EncodedString())")
    }
}

extension UpstreamCredential: CustomStringConvertible {
    /// Says nothing: it may end up in a log.
    var description: String { "(a credential)" }
}
