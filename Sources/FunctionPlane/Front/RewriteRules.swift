import DialectFunctionCompute

/// How a custom domain changes paths: the first kind with a rule that fits counts, equal before regex before wildcard.
struct RewriteRules: Sendable {
    struct Rule: Decodable, Sendable {
        let match: String
        let replacement: String
    }

    /// The longest path that regular expressions are tried on, in bytes.
    static let longestPath = 2_048

    private let equalRules: [Rule]
    private let wildcardRules: [Rule]
    private let regexRules: [(expression: PathExpression, replacement: String)]

    /// An expression that is none here leads nowhere.
    init(equalRules: [Rule], wildcardRules: [Rule], regexRules: [Rule]) {
        self.equalRules = equalRules
        self.wildcardRules = wildcardRules
        self.regexRules = regexRules.compactMap { rule in
            (try? PathExpression(rule.match)).map { ($0, rule.replacement) }
        }
    }

    /// Returns the path that the function sees; the same where no rule fits.
    func rewritten(_ path: String) -> String {
        if let rule = equalRules.first(where: { $0.match == path }) { return rule.replacement }
        if path.utf8.count <= Self.longestPath {
            for rule in regexRules {
                if let groups = rule.expression.groups(in: path) { return Self.filled(rule.replacement, groups) }
            }
        }
        for rule in wildcardRules {
            if let groups = Self.wildcards(of: rule.match[...], in: path[...]) {
                return Self.filled(rule.replacement, groups)
            }
        }
        return path
    }

    /// The parts of a path that stand for the stars of a pattern; `nil` where it does not fit.
    private static func wildcards(of pattern: Substring, in path: Substring) -> [String]? {
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard let first = pieces.first, path.hasPrefix(first) else { return nil }
        guard pieces.count > 1 else { return path == first ? [] : nil }
        var rest = path.dropFirst(first.count)
        var groups: [String] = []
        for (index, piece) in pieces.enumerated().dropFirst() {
            if index == pieces.count - 1 {
                guard rest.count >= piece.count, rest.hasSuffix(piece) else { return nil }
                groups.append(String(rest.dropLast(piece.count)))
            } else {
                guard let found = rest.firstRange(of: piece) else { return nil }
                groups.append(String(rest[..<found.lowerBound]))
                rest = rest[found.upperBound...]
            }
        }
        return groups
    }

    /// Puts the parts in the places `$1`, `$2`, … of a replacement.
    private static func filled(_ replacement: String, _ groups: [String]) -> String {
        var text = ""
        var rest = Substring(replacement)
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            rest = rest[dollar...].dropFirst()
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            if let number = Int(digits), number >= 1, number <= groups.count {
                text += groups[number - 1]
                rest = rest.dropFirst(digits.count)
            } else {
                text += "$"
            }
        }
        return text + rest
    }
}

extension RewriteRules: Decodable {
    private enum Kind: String, CodingKey {
        case equalRules, wildcardRules, regexRules
    }

    init(from decoder: any Decoder) throws {
        let kinds = try decoder.container(keyedBy: Kind.self)
        func rules(_ kind: Kind) throws -> [Rule] { try kinds.decodeIfPresent([Rule].self, forKey: kind) ?? [] }
        self.init(
            equalRules: try rules(.equalRules),
            wildcardRules: try rules(.wildcardRules),
            regexRules: try rules(.regexRules)
        )
    }
}
