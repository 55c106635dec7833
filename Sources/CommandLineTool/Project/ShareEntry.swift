import ReleaseModel

/// One version of a list of shares, and its percentage where it was given.
struct ShareEntry: Sendable, Hashable {
    let version: String
    let percentage: Percentage?

    /// Reads `VERSION@PERCENT`, with a `%` behind it at will, or `VERSION`; a tag may hold an `@` itself if a
    /// percentage follows.
    init(_ word: String) throws(CommandFailure) {
        guard let at = word.lastIndex(of: "@") else {
            version = try Self.checked(word)
            percentage = nil
            return
        }
        let text = word[at...].dropFirst()
        version = try Self.checked(String(word[..<at]))
        guard let percentage = Percentage(text.hasSuffix("%") ? text.dropLast() : text) else {
            throw .usage(
                "percentage_invalid",
                "\"\(text)\" in \"\(word)\" is no percentage.",
                nextStep: "Write a number from 0 to 100 with at most \(Percentage.maximumFractionDigits) decimals."
            )
        }
        self.percentage = percentage
    }

    private static func checked(_ text: String) throws(CommandFailure) -> String {
        guard let reference = VersionWord.reference(text) else {
            throw .usage(
                "version_reference_invalid",
                "\"\(text)\" names no version.",
                nextStep: "See \"sluice help version-names\"."
            )
        }
        return reference.description
    }
}
