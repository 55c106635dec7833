import NativeWire

/// The command `sluice deployments view`.
enum DeploymentsViewCommand: Command {
    private static let deployment = Operand("ID", .text, "The deployment's id, or 8 or more of its first digits.")

    static let manual = Manual(
        "view",
        "Show one deployment.",
        operands: [deployment],
        options: WorkerOption.options,
        examples: [.init("sluice deployments view 5b1c09aa", "the deployment whose id begins so")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let path = worker.path(NativeRoutes.deployment, ["deployment": session.arguments.required(deployment)])
        let deployment: WireDeployment = try await session.client().get(path)
        let page = DeploymentPage(deployment: deployment, times: RelativeTime(now: session.now()))
        try session.show(deployment) { page.lines() }
        return .success
    }
}
