import ContentDigest
import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

@testable import DialectFunctionCompute

/// A request that a client of version 3 signs, with everything that a test may want otherwise.
struct Version3Example {
    static let date = "2026-11-21T07:23:56Z"

    var target = "/2021-04-06/services?prefix=a"
    /// The query as it is signed.
    var query = "prefix=a"
    var nonce: String? = "ba989e5b1d7d0022ca97ab1a42dbe45d"
    var date = Self.date
    var body: [UInt8] = []
    var key = Signing.id
    var signed = ["host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"]
    var scheme = "ACS3-HMAC-SHA256"
    var fields: [String] = []

    func request(secret: String = Signing.secret) throws -> HTTPRequest {
        let digest = Digest(sha256: body).hex
        var fields = ["x-acs-date: \(date)", "x-acs-content-sha256: \(digest)"] + self.fields
        if let nonce { fields.append("x-acs-signature-nonce: \(nonce)") }
        let names = signed.sorted()
        let lines = names.map { name in
            let values = fields.filter { $0.lowercased().hasPrefix("\(name):") }
                .map { $0.dropFirst(name.count + 1).trimmingPrefix(" ") }
            return "\(name):\(name == "host" ? "127.0.0.1:18931" : values.sorted().joined(separator: ","))\n"
        }
        let path = target.prefix { $0 != "?" }
        let list = names.joined(separator: ";")
        let text = "POST\n\(path)\n\(query)\n\(lines.joined())\n\(list)\n\(digest)"
        let hashed = "ACS3-HMAC-SHA256\n\(Digest(sha256: Array(text.utf8)).hex)"
        let code = HMACSHA256.code(for: Array(hashed.utf8), key: Array(secret.utf8))
        let hex = Digest(code)?.hex ?? ""
        fields.append("Authorization: \(scheme) Credential=\(key),SignedHeaders=\(list),Signature=\(hex)")
        return try .received("POST \(target)", fields)
    }
}
