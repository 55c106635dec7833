import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// What a browser holds of a session: random bytes, of which the server keeps the hash alone.
///
/// The prefix makes browsers refuse the cookie from any other host, path or plain connection; loopback counts as
/// secure. No page's script can read it, and it does not come along from other sites. It does come along from other
/// ports of the same host, which is why the listener's guard looks at where a request is from.
struct HeldSession: Sendable, Hashable {
    static let name = SessionCookie.name
    /// The random bytes of a session.
    static let byteCount = 32

    let secret: String

    init(random bytes: [UInt8]) {
        secret = Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// Reads it from a request; `nil` where there is none, or more than one.
    init?(_ request: HTTPRequest) {
        let prefix = "\(Self.name)="
        let pairs = request.fields.values(of: .cookie).flatMap { $0.split(separator: ";") }
        let values = pairs.map { $0.drop { $0 == " " } }.filter { $0.hasPrefix(prefix) }
        guard values.count == 1, let value = values.first else { return nil }
        secret = String(value.dropFirst(prefix.count))
    }

    var hash: Digest { Digest(sha256: Array(secret.utf8)) }

    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Strict"

    /// The field that gives it to the browser, until the browser ends.
    var setting: HTTPFieldValue { Self.field("\(Self.name)=\(secret); \(Self.attributes)") }

    /// The field that takes it away.
    static let removal = field("\(name)=; \(attributes); Max-Age=0")

    /// Base64 and our own words are always a field value.
    private static func field(_ text: String) -> HTTPFieldValue {
        (try? HTTPFieldValue(text)) ?? ""
    }
}
