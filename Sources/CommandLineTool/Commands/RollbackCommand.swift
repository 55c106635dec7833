import NativeWire

/// The command `sluice rollback`.
enum RollbackCommand: Command {
    private static let version = Operand("VERSION", .version, arity: .optional, "The version to give all requests.")
    private static let deployment = Option(
        "to-deployment",
        "DEPLOYMENT",
        .text,
        "The deployment to bring back, by its number or id, with its shares and rules."
    )

    static let manual = Manual(
        "rollback",
        "Go back to what served before.",
        discussion: [
            "With nothing named, this goes back to the newest earlier deployment that gave one version everything;"
                + " again, and it goes further back. A rollback is a new deployment: the history keeps both. It asks"
                + " nothing, since it is for the moment when there is no time."
        ],
        operands: [version],
        options: WorkerOption.options + [deployment, ChangeOption.alias, ChangeOption.message],
        examples: [
            .init("sluice rollback", "to the last stable version"),
            .init("sluice rollback 3 -m \"Errors in checkout\"", "to version 3, saying why"),
            .init("sluice rollback --to-deployment 4", "to a deployment of the history"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        if arguments[version] != nil, arguments[deployment] != nil {
            throw .usage(
                "options_conflict",
                "VERSION and --to-deployment exclude each other.",
                nextStep: "Name the version or the deployment."
            )
        }
        let move = try AliasMove(session)
        let alias = arguments[ChangeOption.alias]
        var restored: String?
        if let word = arguments[deployment] {
            let selection = DeploymentSelection(client: move.client, worker: move.worker, alias: alias)
            restored = try await selection.id(of: word)
        }
        let request = WireRollbackRequest(
            alias: alias,
            version: arguments[version],
            deployment: restored,
            message: arguments[ChangeOption.message],
            provenance: move.provenance
        )
        return try await move.send(request, to: NativeRoutes.rollback) { "\($0) went back to \($1)" }
    }
}
