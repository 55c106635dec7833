import NativeWire

/// The answer to a command that moved an alias.
struct DeploymentView: Sendable {
    let deployment: WireDeployment
    let commit: WireCommit
    /// Where the alias answers; `nil` where it has no host.
    let url: String?
    /// The version's own page, where one version was uploaded or is meant.
    var preview: String?

    func lines() -> [TerminalText] {
        var fields = FieldList()
        add(to: &fields)
        return fields.lines
    }

    func add(to fields: inout FieldList) {
        fields.add("share", "\(ShareText.of(deployment.shares)) on \(deployment.alias)")
        for rule in deployment.rules { fields.add("rule", RuleText.of(rule)) }
        fields.add("url", url.map { "\($0, .link)" })
        fields.add("preview", preview.map { "\($0, .link)" })
        fields.add("deployment", "\(deployment.sequence)  \(deployment.id, .faint)")
        fields.add("restores", deployment.restores.map { "deployment \($0)" })
        fields.add("state", CommitText.of(commit))
        fields.add("rollback", CommitText.rollback(commit))
    }
}
