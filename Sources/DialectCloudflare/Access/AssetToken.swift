import ContentDigest
import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// What a client shows while it uploads static files, and names in the upload of the version that gets them.
///
/// A JSON Web Token (RFC 7519), since clients read its `exp`. It is good for one session of one account. When that is
/// over is for the store to say, which may have prolonged it; the token only tells what was known when it was made.
struct AssetToken: Sendable {
    let session: AssetSession.ID
    let account: Account.ID
    let expiresAt: Date

    /// The longest text that is looked at, in bytes.
    private static let maximumLength = 1_024
    private static let header: JSONValue = ["alg": "HS256", "typ": "JWT"]

    init(_ session: AssetSession) {
        self.session = session.id
        account = session.workload.account
        expiresAt = session.expiresAt
    }

    /// Reads a token of ours; `nil` for any other text.
    init?(_ text: String, authenticate: ([UInt8]) -> [UInt8]) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        let segments = text.split(separator: ".", omittingEmptySubsequences: false)
        guard segments.count == 3, let code = URLSafeBase64.decode(segments[2]),
            SecureBytes.areEqual(code, authenticate(Array("\(segments[0]).\(segments[1])".utf8))),
            let bytes = URLSafeBase64.decode(segments[1]), let claims = try? JSONValue(parsing: bytes),
            let session = claims["sid"]?.string.flatMap(AssetSession.ID.init),
            let account = claims["account"]?.string.flatMap(Account.ID.init), let expiry = claims["exp"]?.integer
        else { return nil }
        self.session = session
        self.account = account
        expiresAt = Date(timeIntervalSince1970: Double(expiry))
    }

    func text(authenticate: ([UInt8]) -> [UInt8]) -> String {
        let claims: JSONValue = [
            "sid": .string(session.description), "account": .string(account.description),
            "exp": JSONValue(Int(expiresAt.timeIntervalSince1970)),
        ]
        let signed = "\(URLSafeBase64.encode(Self.header.bytes)).\(URLSafeBase64.encode(claims.bytes))"
        return "\(signed).\(URLSafeBase64.encode(authenticate(Array(signed.utf8))))"
    }
}
