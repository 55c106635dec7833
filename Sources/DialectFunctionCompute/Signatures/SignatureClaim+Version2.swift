import HTTPModel

/// `acs KEY:CODE`, HMAC-SHA-1, as the clients of the API of 2021-04-06 sign when they are set to version 2.
///
/// The text is method, four fields, all fields `x-acs-…`, and the path as on the wire with the decoded query sorted by
/// name. It does not cover the body.
extension SignatureClaim {
    init(version2 value: Substring, of request: SignedRequest) throws(SignatureRefusal) {
        (keyID, code) = try Self.pair(value)
        algorithm = .hmacSHA1
        let fields: [HTTPFieldName] = [.accept, .contentMD5, .contentType, .date]
        let head = ([request.method] + fields.map { request.fields[$0] ?? "" }).map { "\($0)\n" }.joined()
        let lines = request.lines(ofFieldsWith: "x-acs-")
        texts = Self.resources(of: request.target).map { Array("\(head)\(lines)\($0)".utf8) }
        validity = .signed(at: try request.date(.date))
        nonce = try request.nonce()
    }

    /// An item without a value is signed as `name=` by some clients, and as `name` by others.
    private static func resources(of target: HTTPTarget) -> Set<String> {
        let items = target.query.items.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        guard !items.isEmpty else { return [target.path] }
        func text(_ empty: String) -> String {
            let parts = items.map { $0.value.isEmpty ? "\($0.name)\(empty)" : "\($0.name)=\($0.value)" }
            return "\(target.path)?\(parts.joined(separator: "&"))"
        }
        return [text("="), text("")]
    }
}
