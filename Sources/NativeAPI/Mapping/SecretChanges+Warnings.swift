import ReleaseCore

/// What people are told when a deployment changes secrets that its request does not name.
extension SecretChanges {
    /// For deployments of older versions; `nil` where nothing changed.
    var warningOfGoingBack: String? {
        guard !isEmpty else { return nil }
        return "Secrets differ from those that served before: \(list(added: "back")). A version keeps the secrets that "
            + "it was made with; set one anew with: sluice secret put NAME"
    }

    /// For deployments of new versions; `nil` where nothing changed.
    var warningOfDrafts: String? {
        guard !isEmpty else { return nil }
        return "Secrets differ from those that served before: \(list(added: "new")). An upload has the secrets of the "
            + "newest version, deployed or not."
    }

    /// Every name with what happened to it, sorted.
    private func list(added word: String) -> String {
        let kinds = [(changed, "changed"), (added, word), (removed, "gone")]
        let entries = kinds.flatMap { (names, kind) in names.map { "\($0) (\(kind))" } }
        return entries.sorted().joined(separator: ", ")
    }
}
