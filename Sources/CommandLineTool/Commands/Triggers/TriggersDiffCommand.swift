import ProjectFiles

/// The command `sluice triggers diff`.
enum TriggersDiffCommand: Command {
    static let manual = Manual(
        "diff",
        "Show where the triggers on the server differ from what the configuration says.",
        discussion: [
            "A + is what \"sluice triggers deploy\" would add, a - what it would remove, a ~ a switch that it would set."
                + " Exits with \(ExitCode.differs.rawValue) when something differs, with 0 when nothing does."
        ],
        options: WorkerOption.options,
        examples: [
            .init("sluice triggers diff", "look at it"),
            .init("sluice triggers diff --json", "in a pipeline"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let project = try ProjectLoader(session).project()
        let drift = try await TriggerDeployment(project, client: try session.client()).drift()
        try session.show(drift) {
            drift.changes.isEmpty
                ? ["The triggers of \(drift.worker) are as the file says."]
                : ["\(drift.worker, .strong) differs from \(project.configurationFile):"] + drift.changes.map(\.line)
        }
        return drift.changes.isEmpty ? .success : .differs
    }
}
