import HTTPModel

/// What the query of a presigned URL says of its signature.
enum PresignedParameter: String {
    case key = "x-fc-access-key-id"
    /// Seconds since 1970.
    case expiry = "x-fc-expires"
    case signature = "x-fc-signature"
    case token = "x-fc-security-token"

    /// Returns its value, which must be there once.
    func value(in target: HTTPTarget) throws(SignatureRefusal) -> String {
        let values = target.query.values(of: rawValue)
        guard let value = values.first else { throw .fieldMissing(rawValue) }
        guard values.count == 1 else { throw .malformed(rawValue) }
        return value
    }
}
