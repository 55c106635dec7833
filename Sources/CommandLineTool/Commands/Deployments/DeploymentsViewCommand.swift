import NativeWire

/// The command `sluice deployments view`.
enum DeploymentsViewCommand: Command {
    private static let deployment = Operand(
        "DEPLOYMENT",
        .text,
        "The deployment's number, its id, or 8 or more of the id's first digits."
    )
    private static let alias = Option(
        "alias",
        "ALIAS",
        .alias,
        standard: "production",
        "The alias whose history counts the number."
    )

    static let manual = Manual(
        "view",
        "Show one deployment.",
        operands: [deployment],
        options: WorkerOption.options + [alias],
        examples: [
            .init("sluice deployments view 4", "the fourth of production"),
            .init("sluice deployments view 5b1c09aa", "the deployment whose id begins so"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let client = try session.client()
        let selection = DeploymentSelection(client: client, worker: worker, alias: session.arguments[alias])
        let id = try await selection.id(of: session.arguments.required(deployment))
        let deployment: WireDeployment = try await client.get(
            worker.path(NativeRoutes.deployment, ["deployment": id])
        )
        let page = DeploymentPage(deployment: deployment, times: RelativeTime(now: session.now()))
        try session.show(deployment) { page.lines() }
        return .success
    }
}
