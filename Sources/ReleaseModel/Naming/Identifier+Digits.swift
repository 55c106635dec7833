import FoundationEssentials

extension Identifier {
    /// The identity that content has in place of one that was given to it.
    init(firstBytesOf digest: Digest) {
        self.init(UUID(uuid: digest.bytes.withUnsafeBytes { $0.loadUnaligned(as: uuid_t.self) }))
    }

    /// 32 hexadecimal digits without hyphens, as some clients write identities.
    public var compact: String { description.replacing("-", with: "") }

    /// Reads 32 hexadecimal digits, with or without the hyphens.
    public init?(digits text: String) {
        if let id = Self(text) {
            self = id
            return
        }
        // By bytes: as many bytes may be fewer characters.
        let digits = Array(text.utf8)
        guard digits.count == 32 else { return nil }
        let groups = [digits[..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20...]]
        self.init(groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-"))
    }
}
