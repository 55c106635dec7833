import HTTPEngine

/// What a request asked for and did not get, because a policy does not grant it to this client.
///
/// The request is served as if it had not asked; its answer says so in `Sluice-Ignored`, by the names of the settings.
struct IgnoredChoices: OptionSet {
    let rawValue: UInt8

    static let versionOverrides = IgnoredChoices(rawValue: 1)
    static let affinityKeys = IgnoredChoices(rawValue: 2)

    /// Writes the field line; nothing where nothing was ignored.
    func write(to writer: HeadWriter) {
        guard !isEmpty else { return }
        writer.write("sluice-ignored: ")
        if contains(.versionOverrides) { writer.write("version-overrides") }
        if contains([.versionOverrides, .affinityKeys]) { writer.write(", ") }
        if contains(.affinityKeys) { writer.write("affinity-keys") }
        writer.write("\r\n")
    }
}
