import ReleaseCore

extension Set<AccessToken.Scope> {
    /// Reads what ``stored`` wrote; `nil` for any other text.
    init?(stored text: String) {
        let words = text.split(separator: " ")
        let scopes = words.compactMap { AccessToken.Scope(rawValue: String($0)) }
        guard scopes.count == words.count else { return nil }
        self.init(scopes)
    }

    /// The names, sorted, with a space between them.
    var stored: String {
        map(\.rawValue).sorted().joined(separator: " ")
    }
}
