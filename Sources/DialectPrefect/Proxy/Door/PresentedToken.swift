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
    init?(text: some StringProtocol) {
        let text = text.drop(while: \.isWhitespace)
        guard text.hasPrefix(TokenIssuer.secretPrefix) else { return nil }
        secret = String(text)
    }

    /// Looks into the value of an `Authorization` field, whatever its scheme and whatever separates its parts, so that
    /// no token of ours goes further.
    init?(authorization value: String) {
        let words = value.split { !Self.isPartOfWord($0) }
        guard let token = words.lazy.compactMap(Self.init(word:)).first else { return nil }
        self = token
    }

    /// Reads a token as it is, or as one that was written in base64, alone or as a password.
    private init?(word: Substring) {
        if let token = PresentedToken(text: word) {
            self = token
            return
        }
        guard let data = Data(base64Encoded: String(word)) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        let password = text.firstIndex(of: ":").map { text[text.index(after: $0)...] }
        guard let token = password.flatMap(Self.init(text:)) ?? PresentedToken(text: text) else { return nil }
        self = token
    }

    /// The characters of credentials in one word, `token68` of RFC 9110, section 11.2.
    private static func isPartOfWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-._~+/=".contains(character))
    }
}
