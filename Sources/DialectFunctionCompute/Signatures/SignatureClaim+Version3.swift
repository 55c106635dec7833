import HTTPModel
import ReleaseCore
import ReleaseModel

/// `ACS3-HMAC-SHA256`, as the clients of the API of 2021-04-06 sign.
///
/// The text is the SHA-256 of method, path, query, the fields that `SignedHeaders` names, that list, and the digest of
/// the body. Clients sign different fields, so exactly those are verified that the list names; the ones without which
/// a signature could be moved to another request, time or server must be among them.
extension SignatureClaim {
    private static let scheme = "ACS3-HMAC-SHA256"
    private static let required: [HTTPFieldName] = [.host, .signedDate, .signatureNonce, .signedBodyDigest]

    init(version3 value: Substring, of request: SignedRequest) throws(SignatureRefusal) {
        let members = try Self.members(of: value)
        guard let key = members["Credential"], let list = members["SignedHeaders"], let hex = members["Signature"]
        else { throw .malformed("Authorization") }
        guard let code = Digest(hex: hex) else { throw .mismatch }
        let names = list.split(separator: ";").map { $0.lowercased() }
        for name in Self.required where !names.contains(name.lowercased) { throw .fieldMissing(name.spelling) }
        let digest = try request.only(.signedBodyDigest)
        guard let body = Digest(hex: digest) else { throw .malformed(HTTPFieldName.signedBodyDigest.spelling) }

        let fields = try Self.lines(of: names, in: request)
        keyID = String(key)
        algorithm = .hmacSHA256
        self.code = code.bytes
        texts = Self.queries(of: request.target).map { query in
            let text = "\(request.method)\n\(request.target.path)\n\(query)\n\(fields)\n\(list)\n\(digest)"
            return Array("\(Self.scheme)\n\(Digest(sha256: Array(text.utf8)).hex)".utf8)
        }
        validity = .signed(at: try request.date(.signedDate))
        nonce = try request.nonce()
        self.body = body
    }

    /// Reads `Name=value` parts behind commas; none may come twice.
    private static func members(of value: Substring) throws(SignatureRefusal) -> [Substring: Substring] {
        var members: [Substring: Substring] = [:]
        for part in value.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, members.updateValue(pair[1], forKey: pair[0].trimmingPrefix(" ")) == nil else {
                throw .malformed("Authorization")
            }
        }
        return members
    }

    /// A field that came more than once is one line, its values sorted.
    private static func lines(of names: [String], in request: SignedRequest) throws(SignatureRefusal) -> String {
        var lines = ""
        for text in names {
            guard let name = try? HTTPFieldName(text) else { throw .malformed("SignedHeaders") }
            let values = name == .host ? [request.host] : request.fields.values(of: name)
            guard !values.isEmpty else { throw .fieldMissing(text) }
            lines += "\(text):\(values.sorted().joined(separator: ","))\n"
        }
        return lines
    }

    /// The query sorted by name, with values escaped anew; clients leave names as they are, or escape them as well.
    ///
    /// A name that is left as it is must not look like two items.
    private static func queries(of target: HTTPTarget) -> Set<String> {
        let items = target.query.items.enumerated().sorted { left, right in
            let (before, after) = (left.element.name.utf8, right.element.name.utf8)
            guard !before.elementsEqual(after) else { return left.offset < right.offset }
            return before.lexicographicallyPrecedes(after)
        }
        func text(_ name: (String) -> String) -> String {
            items.map { "\(name($0.element.name))=\(PercentCoding.encode($0.element.value))" }.joined(separator: "&")
        }
        let isPlain = items.allSatisfy { !$0.element.name.utf8.contains { $0 == 0x26 || $0 == 0x3D } }
        return isPlain ? [text { $0 }, text(PercentCoding.encode)] : [text(PercentCoding.encode)]
    }
}
