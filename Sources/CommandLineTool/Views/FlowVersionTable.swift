import NativeWire

/// The versions of a flow.
struct FlowVersionTable: Sendable {
    let versions: [WireVersion]
    /// How the versions came about that nobody asked for, by their numbers.
    let origins: [Int: String]
    let times: RelativeTime

    func lines() -> [TerminalText] {
        var table = Table(
            .right("VERSION"),
            .left("LABEL"),
            .left("LIVE"),
            .left("WHEN"),
            .left("WHO"),
            .left("SOURCE"),
            .left("BRANCH"),
            .left("COMMIT"),
            .left("ORIGIN"),
            .left("MESSAGE")
        )
        for version in versions {
            table.add(
                "\(version.number, .strong)",
                "\(version.tag ?? "")",
                Self.mark(version),
                "\(times.phrase(version.createdAt))",
                "\(version.author)",
                "\(version.source)",
                "\(version.provenance?.branch ?? "")",
                version.provenance.flatMap(ProvenanceText.commit) ?? "",
                origins[version.number].map { "\($0, .caution)" } ?? "",
                "\(version.message ?? version.provenance?.message ?? "")"
            )
        }
        return table.lines
    }

    /// `live`, or that it is deleted.
    static func mark(_ version: WireVersion) -> TerminalText {
        if version.deleted != nil { return "\("deleted", .bad)" }
        return version.serving.isEmpty ? "" : "\("live", .good)"
    }
}
