import NativeWire

/// The versions of a worker.
struct VersionTable: Sendable {
    let versions: [WireVersion]
    let times: RelativeTime

    func lines() -> [TerminalText] {
        var table = Table(
            .right("VERSION"),
            .left("ID"),
            .left("WHEN"),
            .left("WHO"),
            .left("SOURCE"),
            .left("SERVING"),
            .left("TAG"),
            .left("COMMIT"),
            .left("MESSAGE")
        )
        for version in versions {
            table.add(
                "\(version.number, .strong)",
                "\(version.id.prefix(8), .faint)",
                "\(times.phrase(version.createdAt))",
                "\(version.author)",
                "\(version.source)",
                Self.serving(version),
                "\(version.tag ?? "")",
                version.provenance.flatMap(ProvenanceText.commit) ?? "",
                "\(version.message ?? "")"
            )
        }
        return table.lines
    }

    /// `production 90 %`, or that it is deleted.
    static func serving(_ version: WireVersion) -> TerminalText {
        if version.deleted != nil { return "\("deleted", .bad)" }
        let shares = version.serving.sorted { $0.key < $1.key }
        return shares.map { "\("\($0.key) \($0.value) %", .good)" }.joined(separator: ", ")
    }
}
