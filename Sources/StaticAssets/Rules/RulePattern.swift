/// Which requests a rule is for: a path, for absolute URLs also a host, with placeholders and at most one splat.
///
/// A placeholder matches within a segment of the path or a label of the host; a splat matches anything, also
/// nothing, within the one of the two that it stands in.
struct RulePattern: Sendable, Hashable {
    /// The most placeholders of one pattern.
    static let maximumPlaceholders = 32

    private let host: SegmentedPattern?
    private let path: SegmentedPattern
    /// Whether it matches one path of any host only, which is its ``text`` then.
    let isLiteral: Bool
    /// The path as the rule has it, its literals in canonical spelling.
    let text: String

    /// Takes a path that begins with a slash, and a host without a port.
    init(host: String? = nil, path: String) throws(RulePatternError) {
        let tokens = Self.canonical(RuleToken.read(path))
        let hostTokens = RuleToken.read(host ?? "").map(\.lowercased)
        try Self.check(hostTokens + tokens)
        self.host = host == nil ? nil : try SegmentedPattern(hostTokens, at: UInt8(ascii: "."))
        self.path = try SegmentedPattern(tokens, at: UInt8(ascii: "/"))
        isLiteral = host == nil && tokens.allSatisfy { if case .literal = $0 { true } else { false } }
        text = tokens.map(\.text).joined()
    }

    /// Returns what placeholders and splat stand for in a request; `nil` if the rule is not for it.
    func match(host: SegmentedText? = nil, path: SegmentedText) -> RuleCaptures? {
        var captures: RuleCaptures = [:]
        if let pattern = self.host {
            guard let host, pattern.matches(host, &captures) else { return nil }
        }
        return self.path.matches(path, &captures) ? captures : nil
    }

    private static func check(_ tokens: [RuleToken]) throws(RulePatternError) {
        var names: Set<String> = []
        for token in tokens {
            switch token {
            case .literal:
                continue
            case .splat:
                guard names.insert(RuleToken.splatName).inserted else { throw .severalSplats }
            case .placeholder(let name):
                guard names.insert(name).inserted else { throw .placeholderRepeated(name) }
            }
        }
        guard names.count <= maximumPlaceholders else { throw .tooManyPlaceholders(limit: maximumPlaceholders) }
    }

    /// Spells the literals as ``AssetPath`` spells the paths that they are compared with.
    private static func canonical(_ tokens: [RuleToken]) -> [RuleToken] {
        tokens.map { token in
            guard case .literal(let bytes) = token else { return token }
            let slash = UInt8(ascii: "/")
            let decoded = bytes.split(separator: slash, omittingEmptySubsequences: false).map { segment in
                PercentEscapes.decode(segment) ?? Array(segment)
            }
            let segments = Array(decoded.joined(separator: [slash])).split(
                separator: slash,
                omittingEmptySubsequences: false
            )
            let inner = segments.enumerated().filter { index, segment in
                !segment.isEmpty || index == 0 || index == segments.count - 1
            }
            return .literal(Array(inner.map { PercentEscapes.encode($0.element) }.joined(separator: "/").utf8))
        }
    }
}

extension RuleToken {
    fileprivate var text: String {
        switch self {
        case .literal(let bytes): String(decoding: bytes, as: UTF8.self)
        case .placeholder(let name): ":" + name
        case .splat: "*"
        }
    }

    /// The token as host names compare; the name of a placeholder keeps its case.
    fileprivate var lowercased: RuleToken {
        guard case .literal = self else { return self }
        return .literal(Array(text.lowercased().utf8))
    }
}
