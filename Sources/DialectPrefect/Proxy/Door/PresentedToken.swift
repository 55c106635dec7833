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

    /// Looks into the value of an `Authorization` field, whatever its scheme, so that no token of ours goes further.
    init?(authorization value: String) {
        let parts = value.split(separator: " ").map(String.init)
        guard let last = parts.last else { return nil }
        let isBasic = parts.count == 2 && parts[0].lowercased() == "basic"
        guard isBasic, let data = Data(base64Encoded: last) else {
            self.init(text: last)
            return
        }
        let text = String(decoding: data, as: UTF8.self)
        let password = text.firstIndex(of: ":").map { String(text[text.index(after: $0)...]) }
        let token = PresentedToken(text: password ?? "") ?? PresentedToken(text: text)
        guard let token else { return nil }
        self = token
    }
}
