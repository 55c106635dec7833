import HTTPModel

/// One line of `_redirects`.
struct RedirectRule: Sendable, Hashable {
    enum Effect: Sendable, Hashable {
        /// The client is sent elsewhere.
        case redirect(HTTPStatus)
        /// The file at another path is served, and the client sees nothing of it.
        case rewrite
    }

    let source: RulePattern
    let target: RuleTemplate
    let effect: Effect

    /// What a request gets that the rule is for.
    enum Outcome: Sendable, Hashable {
        case redirect(HTTPStatus, location: String)
        case rewrite(AssetPath)
    }

    /// Returns the outcome for a request with a query, `nil` or as it came.
    func outcome(_ captures: RuleCaptures, query: String?) -> Outcome {
        let target = RedirectTarget(target.filled(with: captures))
        return switch effect {
        case .redirect(let status): .redirect(status, location: target.location(query: query))
        case .rewrite: .rewrite(AssetPath(ofRequest: target.path))
        }
    }
}
