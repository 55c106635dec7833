import FoundationEssentials

/// Decodes base64 (RFC 4648, section 4) as it comes, in pieces of any length.
struct StreamedBase64 {
    /// What was sent is no base64.
    struct Malformed: Error {}

    private var rest: [UInt8] = []
    private var hasEnded = false

    /// Returns the bytes that are complete.
    mutating func decode(_ piece: [UInt8]) throws(Malformed) -> [UInt8] {
        rest += piece
        let count = rest.count - rest.count % 4
        guard count > 0 else { return [] }
        guard !hasEnded, let decoded = Data(base64Encoded: Data(rest[..<count])) else { throw Malformed() }
        rest.removeFirst(count)
        // Padding ends a text.
        hasEnded = decoded.count < count / 4 * 3
        return Array(decoded)
    }

    /// Throws if the text stops short of its end.
    func finish() throws(Malformed) {
        guard rest.isEmpty else { throw Malformed() }
    }
}
