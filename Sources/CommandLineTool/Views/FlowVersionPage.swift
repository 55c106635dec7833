import NativeWire

/// One version of a flow: where it comes from, what it runs, and its properties.
struct FlowVersionPage: Sendable {
    let detail: WireVersionDetail
    let times: RelativeTime

    func lines() -> [TerminalText] {
        let version = detail.version
        var fields = FieldList()
        fields.add("version", "\(version.number, .strong)  \(version.id, .faint)")
        fields.add(text: "label", version.tag)
        fields.add("live", version.serving.isEmpty ? "no" : "\("yes", .good)")
        fields.add(text: "message", version.message)
        fields.add("by", "\(version.author) (\(version.source)), \(times.phrase(version.createdAt))")
        addProvenance(version.provenance, to: &fields)
        fields.add("digest", "\(version.snapshot, .faint)")
        fields.add("deleted", version.deleted.map { "by \($0.author) (\($0.source)), \(times.phrase($0.deletedAt))" })
        let heading: TerminalText = "\(version.workload, .strong) version \(version.number, .strong)"
        guard let content = detail.content?.flow else { return [heading] + fields.lines }
        return [heading] + fields.lines + section("RUNS", FlowPinText.table(content.pins))
            + section("VERSION INFO", PropertyText(content.versionInfo ?? "null").lines)
            + content.properties.flatMap { section($0.name, PropertyText($0.json).lines) }
    }

    private func addProvenance(_ provenance: WireProvenance?, to fields: inout FieldList) {
        guard let provenance else { return }
        fields.add("from", ProvenanceText.of(provenance))
        guard let url = provenance.url, Self.isWebAddress(url) else { return }
        fields.add("commit", "\(url, .link)")
    }

    /// Whether a terminal may offer to open it: nothing but a page is worth that.
    static func isWebAddress(_ url: String) -> Bool {
        let start = url.prefix { $0 != ":" }.lowercased()
        return (start == "https" || start == "http") && url.dropFirst(start.count).hasPrefix("://")
    }

    /// Lines under a heading; nothing where there are none.
    private func section(_ title: String, _ lines: [TerminalText]) -> [TerminalText] {
        lines.isEmpty ? [] : ["", "\(title, .faint)"] + lines.map { "  \($0)" }
    }
}
