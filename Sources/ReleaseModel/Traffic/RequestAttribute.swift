/// A part of a request that a rule or an affinity key reads.
public enum RequestAttribute: Sendable, Hashable {
    /// Names compare without regard to case.
    case header(String)
    case cookie(String)
    case query(String)

    /// The longest name in bytes.
    public static let maximumNameLength = 128

    /// Reads `header:NAME`, `cookie:NAME` or `query:NAME`; names are 1–128 visible ASCII characters.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, (1...Self.maximumNameLength).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        switch parts[0] {
        case "header": self = .header(parts[1].lowercased())
        case "cookie": self = .cookie(parts[1])
        case "query": self = .query(parts[1])
        default: return nil
        }
    }
}

extension RequestAttribute: CustomStringConvertible {
    public var description: String {
        switch self {
        case .header(let name): "header:\(name)"
        case .cookie(let name): "cookie:\(name)"
        case .query(let name): "query:\(name)"
        }
    }
}
