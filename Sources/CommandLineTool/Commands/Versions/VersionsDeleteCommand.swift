import NativeWire

/// The command `sluice versions delete`.
enum VersionsDeleteCommand: Command {
    private static let version = Operand("VERSION", .version, "The version to delete.")

    private static let policy = Option(
        "policy",
        "POLICY",
        .choice(["refuse", "dangle"]),
        standard: "refuse",
        "What to do where something refers to the version: refuse, or leave it behind to answer \"version deleted\"."
    )

    static let manual = Manual(
        "delete",
        "Delete a version; its number is never used again, and the history still lists it.",
        discussion: [
            "A version that an alias, a deployment in force or a trigger refers to is not deleted; the refusal names"
                + " them all, unless --policy says otherwise."
        ],
        operands: [version],
        options: WorkerOption.options + [policy],
        examples: [
            .init("sluice versions delete 3", "delete version 3, after a question"),
            .init("sluice versions delete 3 -n hello -y", "without a question"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let version = session.arguments.required(version)
        let client = try session.client()
        try await Questions(session).confirmDeletion(of: version, "Version \(version) of \(worker.name)")
        let result: WireChangeResult = try await client.delete(
            worker.path(NativeRoutes.version, ["version": version]),
            query: [("policy", session.arguments[policy])]
        )
        try session.show(result) { ChangeView(verb: "deleted", result: result).lines() }
        return .success
    }
}
