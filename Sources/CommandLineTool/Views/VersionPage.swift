import NativeWire

/// One version with its configuration and its files.
struct VersionPage: Sendable {
    let detail: WireVersionDetail
    let times: RelativeTime

    func lines() -> [TerminalText] {
        let version = detail.version
        var fields = FieldList()
        VersionFields(version: version, times: times).add(to: &fields)
        let serving = VersionTable.serving(version)
        fields.add("serving", serving.spans.isEmpty ? "nothing" : serving)
        fields.add("preview", version.previewUrl.map { "\($0, .link)" })
        fields.add("digest", "\(version.snapshot, .faint)")
        fields.add("deleted", version.deleted.map { "by \($0.author) (\($0.source)), \(times.phrase($0.deletedAt))" })
        guard let content = detail.content else { return heading + fields.lines }
        fields.add("compatibility", content.compatibilityDate.map { "\($0)" })
        let flags = content.compatibilityFlags
        fields.add(text: "flags", flags.isEmpty ? nil : flags.joined(separator: ", "))
        for binding in content.bindings {
            fields.add("env.\(EscapedText.of(binding.name))", BindingText.of(binding))
        }
        if let assets = content.assets {
            fields.add(text: "assets", "\(Plural.of(assets.files, "file")), \(ByteCount(assets.size).description)")
            for line in AssetRuleText.lines(assets.rules) { fields.add(text: "", line) }
        }
        return heading + fields.lines + (content.modules.isEmpty ? [] : [""] + files(content))
    }

    private var heading: [TerminalText] {
        ["\(detail.version.workload, .strong) version \(detail.version.number, .strong)"]
    }

    private func files(_ content: WireContent) -> [TerminalText] {
        var table = Table(.left("FILE"), .left("TYPE"), .right("SIZE"), .left("DIGEST"))
        for module in content.modules {
            table.add(
                "\(module.name)\(module.name == content.main ? " (main)" : "")",
                "\(module.type)",
                "\(ByteCount(module.size).description)",
                "\(module.digest.prefix(12), .faint)"
            )
        }
        return table.lines
    }
}
