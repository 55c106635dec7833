/// How a custom domain changes paths: the first kind with a rule that fits counts, equal before regex before wildcard.
struct RewriteRules: Decodable, Sendable, Hashable {
    struct Rule: Decodable, Sendable, Hashable {
        let match: String
        let replacement: String
    }

    /// The longest path that regular expressions are tried on, in bytes: some take long for long texts.
    static let longestPath = 2_048

    let equalRules: [Rule]?
    let wildcardRules: [Rule]?
    let regexRules: [Rule]?

    /// Returns the path that the function sees; the same where no rule fits.
    func rewritten(_ path: String) -> String {
        if let rule = equalRules?.first(where: { $0.match == path }) { return rule.replacement }
        if path.utf8.count <= Self.longestPath {
            for rule in regexRules ?? [] {
                if let groups = Self.groups(of: rule.match, in: path) { return Self.filled(rule.replacement, groups) }
            }
        }
        for rule in wildcardRules ?? [] {
            if let groups = Self.wildcards(of: rule.match[...], in: path[...]) {
                return Self.filled(rule.replacement, groups)
            }
        }
        return path
    }

    /// The parts of a path that an expression puts in parentheses; `nil` where it does not fit.
    private static func groups(of pattern: String, in path: String) -> [String]? {
        guard let expression = try? Regex(pattern), let match = try? expression.firstMatch(in: path) else { return nil }
        return (1..<max(1, match.output.count)).map { String(match.output[$0].substring ?? "") }
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
