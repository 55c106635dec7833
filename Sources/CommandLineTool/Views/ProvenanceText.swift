import NativeWire

/// Where content comes from, on one line: `owner/name main 1a2b3c4d (changed) Fix the greeting`.
enum ProvenanceText {
    /// The digits of a commit that are shown.
    static let commitLength = 8

    static func of(_ provenance: WireProvenance) -> TerminalText {
        var parts: [TerminalText] = []
        if let repository = provenance.repository { parts.append("\(repository)") }
        if let branch = provenance.branch { parts.append("\(branch)") }
        if let commit = commit(provenance) { parts.append(commit) }
        if let message = provenance.message { parts.append("\(message, .faint)") }
        return parts.isEmpty ? "\(provenance.provider)" : parts.joined(separator: " ")
    }

    /// The commit alone; a working tree with changes is marked by a `+`.
    static func commit(_ provenance: WireProvenance) -> TerminalText? {
        provenance.commit.map { "\($0.prefix(commitLength))\(provenance.dirty == true ? "+" : "")" }
    }
}
