import FoundationEssentials
import HTTPModel
import ReleaseCore

/// One of Sluice's own tokens, found where a Prefect client puts what it was given.
///
/// `PREFECT_API_KEY` comes as `Bearer`, and only in requests; `PREFECT_API_AUTH_STRING` comes as `Basic`, whatever it
/// holds, and in WebSockets too. A browser that asks for a name and a password sends the token as the password.
struct PresentedToken: Sendable {
    let secret: String

    /// Returns nil for a text that is no token of ours, which is then for the server to judge.
    init?(text: String) {
        guard text.hasPrefix(TokenIssuer.secretPrefix) else { return nil }
        secret = text
    }

    /// Looks into the value of an `Authorization` field.
    init?(authorization value: String) {
        let parts = value.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        guard parts.count >= 2 else { return nil }
        switch parts[0].lowercased() {
        case "bearer": self.init(text: parts[1])
        case "basic":
            guard let data = Data(base64Encoded: parts[1]) else { return nil }
            let text = String(decoding: data, as: UTF8.self)
            let password = text.firstIndex(of: ":").map { String(text[text.index(after: $0)...]) }
            guard let token = PresentedToken(text: password ?? "") ?? PresentedToken(text: text) else {
                return nil
            }
            self = token
        default: return nil
        }
    }
}
