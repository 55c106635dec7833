import NativeWire

/// Runs of a flow with the versions that they belong to.
struct FlowRunTable: Sendable {
    let runs: [WireFlowRun]
    let times: RelativeTime

    func lines() -> [TerminalText] {
        var table = Table(
            .left("RUN"),
            .left("STATE"),
            .left("MADE UNDER"),
            .left("STARTED UNDER"),
            .left(""),
            .left("MADE"),
            .left("BY"),
            .left("ID")
        )
        for run in runs {
            table.add(
                "\(run.name, .strong)",
                "\(run.state)",
                Self.version(run.createdVersion, run.label),
                Self.version(run.startedVersion),
                run.mixed ? "\("mixed", .caution)" : "",
                "\(times.phrase(run.createdAt))",
                run.automatic ? "schedule" : "",
                "\(run.id, .faint)"
            )
        }
        return table.lines
    }

    /// A number with the label that the run has of it, or nothing where it is not known.
    static func version(_ number: Int?, _ label: String? = nil) -> TerminalText {
        let suffix: TerminalText = label.map { "\(" (\($0))", .faint)" } ?? ""
        let shown: TerminalText = number.map { "\($0)" } ?? ""
        return shown + suffix
    }
}
