/// How people name a version.
public enum VersionReference: Sendable, Hashable {
    case number(Int)
    case id(Version.ID)
    /// At least eight hexadecimal digits of the UUID in lower case, without the hyphens, which may be left out.
    case prefix(String)
    case tag(String)
    /// The version with the highest number.
    case newest
    /// The version that serves the production alias; ambiguous while several do.
    case deployed

    /// The longest number that is read as one; longer digit strings are UUID prefixes.
    public static let maximumNumberDigits = 7
    /// The shortest prefix of a UUID that names a version.
    public static let minimumPrefixDigits = 8

    /// Reads `3`, a UUID or a prefix of it, `tag:NAME`, `newest` or `deployed`.
    public init?(_ text: String) {
        guard let reference = Self.word(text) ?? Self.numeric(text) ?? Self.identifier(text) else {
            return nil
        }
        self = reference
    }

    private static func word(_ text: String) -> VersionReference? {
        switch text {
        case "newest": .newest
        case "deployed": .deployed
        default:
            text.hasPrefix("tag:") && text.utf8.count > 4 ? .tag(String(text.dropFirst(4))) : nil
        }
    }

    private static func numeric(_ text: String) -> VersionReference? {
        guard !text.isEmpty, text.utf8.count <= maximumNumberDigits,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(text), number > 0
        else { return nil }
        return .number(number)
    }

    private static func identifier(_ text: String) -> VersionReference? {
        if let id = Version.ID(text) { return .id(id) }
        let digits = text.lowercased().filter { $0 != "-" }
        guard (minimumPrefixDigits...32).contains(digits.utf8.count), digits.utf8.allSatisfy(isHexDigit),
            hyphens(in: text).allSatisfy([8, 13, 18, 23].contains)
        else { return nil }
        return .prefix(digits)
    }

    private static func hyphens(in text: String) -> [Int] {
        text.utf8.enumerated().filter { $0.element == UInt8(ascii: "-") }.map(\.offset)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

extension VersionReference: CustomStringConvertible {
    public var description: String {
        switch self {
        case .number(let number): String(number)
        case .id(let id): id.description
        case .prefix(let digits): digits
        case .tag(let tag): "tag:\(tag)"
        case .newest: "newest"
        case .deployed: "deployed"
        }
    }
}
