/// One file of a component's code, by the digest of its bytes.
public struct Module: Sendable, Hashable {
    /// The name it is imported by, relative to the bundle's root, without a leading `./`.
    public let name: String
    public let type: ModuleType
    public let digest: Digest
    /// In bytes.
    public let size: Int

    public init(name: String, type: ModuleType, digest: Digest, size: Int) throws(InvalidContent) {
        guard Self.isWellFormed(name) else { throw .moduleName(name) }
        self.name = name
        self.type = type
        self.digest = digest
        self.size = size
    }

    /// The longest module name in bytes.
    public static let maximumNameLength = 512

    /// A relative path that cannot leave the bundle: no empty, `.` or `..` segment, escaped or not, no
    /// backslash, no control character.
    public static func isWellFormed(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= maximumNameLength,
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" })
        else { return false }
        // By bytes, as file systems do: a slash and a combining mark after it are one `Character`.
        return name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && !isDotSegment(Substring($0))
        }
    }

    /// Whether a segment means "here" or "up": in a URL an escaped dot is a dot (URL Standard, section 4.1).
    private static func isDotSegment(_ segment: Substring) -> Bool {
        [".", ".."].contains(segment.lowercased().replacing("%2e", with: "."))
    }
}
