import FoundationEssentials
import HTTPModel
import ReleaseModel

extension SignatureClaim {
    /// Reads what a request says of its signature.
    init(_ request: SignedRequest) throws(SignatureRefusal) {
        if request.isTriggered, request.target.query[PresignedParameter.signature.rawValue] != nil {
            try self.init(presigned: request)
            return
        }
        let words = try request.only(.authorization).split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { throw .malformed("Authorization") }
        let value = words[1].trimmingPrefix { $0 == " " }
        switch words[0] {
        case "FC": try self.init(functionCompute: value, of: request)
        case "ACS3-HMAC-SHA256" where !request.isTriggered: try self.init(version3: value, of: request)
        case "acs" where !request.isTriggered: try self.init(version2: value, of: request)
        default: throw .schemeUnsupported(String(words[0]))
        }
    }

    /// Reads `KEY:CODE`, the code in base 64.
    static func pair(_ value: Substring) throws(SignatureRefusal) -> (key: String, code: [UInt8]) {
        let parts = value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .malformed("Authorization") }
        return (String(parts[0]), try code(base64: parts[1]))
    }

    /// What is no base 64 is not the code of anything.
    static func code(base64 text: some StringProtocol) throws(SignatureRefusal) -> [UInt8] {
        guard let code = Data(base64Encoded: String(text)) else { throw .mismatch }
        return Array(code)
    }
}

extension SignedRequest {
    var isTriggered: Bool {
        switch purpose {
        case .call: false
        case .trigger: true
        }
    }

    /// Returns the value of a field that decides who asks, so that it must be there once.
    func only(_ name: HTTPFieldName) throws(SignatureRefusal) -> String {
        let values = fields.values(of: name)
        guard let value = values.first else { throw .fieldMissing(name.spelling) }
        guard values.count == 1 else { throw .malformed(name.spelling) }
        return value
    }

    /// Returns the date in a field that must be there.
    func date(_ name: HTTPFieldName) throws(SignatureRefusal) -> Date {
        guard let date = SigningTime.date(try only(name)) else { throw .malformed(name.spelling) }
        return date
    }

    /// Returns the nonce, which must be there.
    func nonce() throws(SignatureRefusal) -> String {
        let nonce = try only(.signatureNonce)
        guard (1...SignatureLimits.maximumNonceLength).contains(nonce.utf8.count) else {
            throw .malformed(HTTPFieldName.signatureNonce.spelling)
        }
        return nonce
    }

    /// Returns `name:value` lines of the fields whose names begin so, sorted by name, which is in lower case.
    func lines(ofFieldsWith prefix: String) -> String {
        let signed = fields.filter { $0.name.lowercased.hasPrefix(prefix) }
        return signed.sorted { $0.name.lowercased < $1.name.lowercased }
            .map { "\($0.name.lowercased):\($0.value.text)\n" }.joined()
    }
}

extension HTTPFieldName {
    static let contentMD5: HTTPFieldName = "Content-MD5"
    static let date: HTTPFieldName = "Date"
    static let functionComputeDate: HTTPFieldName = "X-Fc-Date"
    static let functionComputeToken: HTTPFieldName = "X-Fc-Security-Token"
    static let signatureNonce: HTTPFieldName = "x-acs-signature-nonce"
    static let signedDate: HTTPFieldName = "x-acs-date"
    static let signedBodyDigest: HTTPFieldName = "x-acs-content-sha256"
    static let securityToken: HTTPFieldName = "x-acs-security-token"
}
