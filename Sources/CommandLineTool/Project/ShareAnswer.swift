/// An answer to which versions to deploy.
enum ShareAnswer: Sendable, Hashable {
    /// All is said: with percentages, or of one version.
    case shares(ShareList)
    /// Several versions, whose shares are still to be asked for.
    case versions([String])

    /// Reads words parted by spaces or commas, as `versions deploy` takes them.
    init(_ answer: String) throws(CommandFailure) {
        let words = answer.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
        guard !words.isEmpty else {
            throw .usage("argument_missing", "No version is named.", nextStep: "Type at least one.")
        }
        var entries: [ShareEntry] = []
        for word in words { entries.append(try ShareEntry(word)) }
        guard entries.count > 1, entries.allSatisfy({ $0.percentage == nil }) else {
            self = .shares(try ShareList(words))
            return
        }
        // Finds a version that is named twice.
        _ = try ShareList(words.enumerated().map { "\($1)@\($0 == 0 ? 100 : 0)" })
        self = .versions(words)
    }
}
