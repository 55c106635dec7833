import ReleaseModel

/// A version as people name it on a command line.
enum VersionWord {
    /// What other tools call ``VersionReference/newest``.
    private static let newest = "latest"

    /// Returns what the server finds the version by; `nil` for a word that names none.
    static func reference(_ word: String) -> VersionReference? {
        word == newest ? .newest : VersionReference(word)
    }
}
