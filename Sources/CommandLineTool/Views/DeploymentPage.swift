import NativeWire

/// One deployment with all that is known of it.
struct DeploymentPage: Sendable {
    let deployment: WireDeployment
    let times: RelativeTime
    /// Where the alias answers, where that is known.
    var url: String?

    func lines() -> [TerminalText] {
        var fields = FieldList()
        fields.add("deployment", "\(deployment.sequence, .strong)  \(deployment.id, .faint)")
        fields.add("state", deployment.inForce ? "\("in force", .good)" : "over")
        for share in deployment.shares {
            fields.add("share", "\(share.percentage) %  version \(share.version, .strong)  \(share.versionId, .faint)")
        }
        for rule in deployment.rules {
            fields.add("rule", RuleText.of(rule))
        }
        fields.add("url", url.map { "\($0, .link)" })
        fields.add(text: "message", deployment.message)
        fields.add("by", "\(deployment.author) (\(deployment.source)), \(times.phrase(deployment.createdAt))")
        fields.add("from", deployment.provenance.map(ProvenanceText.of))
        fields.add("restores", deployment.restores.map { "deployment \($0)" })
        fields.add("origin", deployment.origin == "requested" ? nil : "\(deployment.origin)")
        return ["\(deployment.workload, .strong) \(deployment.alias, .strong)"] + fields.lines
    }
}
