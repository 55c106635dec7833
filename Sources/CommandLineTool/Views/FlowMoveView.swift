import NativeWire

/// The answer to a command that made a version of a flow live.
struct FlowMoveView: Sendable {
    let result: WireDeploymentResult
    /// What was asked for about runs that wait.
    let policy: String

    func lines() -> [TerminalText] {
        let deployment = result.deployment
        let share = deployment.shares.first
        let label: TerminalText = share?.tag.map { " (\($0))" } ?? ""
        var fields = FieldList()
        fields.add("deployment", "\(deployment.sequence)  \(deployment.id, .faint)")
        fields.add(text: "message", deployment.message)
        fields.add("restores", deployment.restores.map { "deployment \($0)" })
        fields.add("revision", "\(result.commit.revision)")
        return ["\(deployment.workload, .strong): version \(share?.version ?? 0, .strong)\(label) is live"]
            + fields.lines + waiting
    }

    /// The runs that waited, and what became of them.
    private var waiting: [TerminalText] {
        guard let runs = result.waitingRuns, !runs.isEmpty else { return [] }
        let fate =
            switch policy {
            case "cancel": "cancelled"
            case "recreate": "made again under this version"
            default: "still waiting"
            }
        var table = Table(.left("RUN"), .left("MADE UNDER"), .left("ID"))
        for run in runs {
            table.add("\(run.name, .strong)", FlowRunTable.version(run.createdVersion), "\(run.id, .faint)")
        }
        return ["", "\(Plural.of(runs.count, "run")) made under another version, \(fate, .caution):"]
            + table.lines.map { "  \($0)" }
    }
}
