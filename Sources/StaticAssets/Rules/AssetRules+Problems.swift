public import ReleaseModel

extension AssetRules {
    /// The lines of `_headers` and `_redirects` that would be ignored, in order; whoever wrote them meant something.
    public var problems: [RuleProblem] {
        HeaderRules(headers ?? "").problems + RedirectRules(redirects ?? "", htmlHandling: htmlHandling).problems
    }
}
