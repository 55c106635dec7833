public import ReleaseModel

/// The rules of a `_redirects` file, ready to be asked.
///
/// A line is `source target [status]`, the status 302 unless named; of several rules for one path the first holds.
/// Rules without placeholders are found by path; from the first rule with one on, each is held against the request
/// in turn, which is what the smaller limit is for. (Workers static assets, "Redirects".)
public struct RedirectRules: Sendable {
    /// The most rules in front of the first that has a placeholder or a splat.
    public static let maximumStatic = 2_000
    /// The most rules from that one on.
    public static let maximumDynamic = 100

    /// The lines that are ignored.
    public let problems: [RuleProblem]

    private let fixed: [String: RedirectRule]
    private let ordered: [RedirectRule]

    /// Reads a file; the handling of HTML decides which rules would lead to themselves.
    public init(_ text: String, htmlHandling: AssetRules.HTMLHandling) {
        var reader = RedirectReader(text, htmlHandling: htmlHandling)
        reader.readAll()
        problems = reader.problems
        fixed = reader.fixed
        ordered = reader.ordered
    }

    var isEmpty: Bool { fixed.isEmpty && ordered.isEmpty }

    /// Returns what the first rule for a path asks for, with the query of the request as it came.
    func outcome(for path: AssetPath, query: String?) -> RedirectRule.Outcome? {
        if let rule = fixed[path.text] { return rule.outcome([:], query: query) }
        guard !ordered.isEmpty else { return nil }
        let segmented = SegmentedText.path(path)
        for rule in ordered {
            guard let captures = rule.source.match(path: segmented) else { continue }
            return rule.outcome(captures, query: query)
        }
        return nil
    }
}
