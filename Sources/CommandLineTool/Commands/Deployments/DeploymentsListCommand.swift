import NativeWire

/// The command `sluice deployments list`.
enum DeploymentsListCommand: Command {
    private static let alias = Option(
        "alias",
        "ALIAS",
        .alias,
        standard: "production",
        "The alias whose history to print."
    )

    static let manual = Manual(
        "list",
        "List what served, when, by whom and why, newest first.",
        options: WorkerOption.options + [alias] + ListOption.options,
        examples: [
            .init("sluice deployments list", "the last ten deployments"),
            .init("sluice deployments list --alias staging --limit 50", "more, of another alias"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let times = RelativeTime(now: session.now())
        return try await session.showList(
            worker.path(NativeRoutes.deployments),
            of: WireDeployment.self,
            query: [("alias", session.arguments[alias])],
            empty: "Nothing has been deployed to \(worker.name) yet."
        ) { DeploymentTable(deployments: $0, times: times).lines() }
    }
}
