/// The command `sluice triggers deploy`.
enum TriggersDeployCommand: Command {
    static let manual = Manual(
        "deploy",
        "Bring routes, custom domains, crons and hosts of a worker to what its configuration says.",
        discussion: [
            "Reads routes or route, triggers.crons, workers_dev and preview_urls. A key that is absent leaves what the"
                + " server has; an empty list removes it. Routes without a custom domain among them leave the custom"
                + " domains, and the other way round. Triggers belong to no version: a rollback leaves them alone.",
            "\"sluice deploy\" does the same after its upload.",
        ],
        options: WorkerOption.options,
        examples: [
            .init("sluice triggers deploy", "those of this project's worker"),
            .init("sluice triggers deploy --env staging --json", "of an environment, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let project = try ProjectLoader(session).project()
        let outcome = try await TriggerDeployment(project, client: try session.client()).carryOut()
        try session.show(outcome) {
            outcome.commit == nil ? ["The triggers of \(outcome.worker) are as the file says."] : outcome.lines
        }
        return .success
    }
}
