import NativeWire

/// The command `sluice flows promote`.
enum FlowsPromoteCommand: Command {
    private static let version = Operand("VERSION", .flowVersion, "The version to make live.")

    static let manual = Manual(
        "promote",
        "Make a version live: Prefect's deployment gets its properties, and the next run its code.",
        discussion: [FlowOption.runsDiscussion],
        operands: [FlowOption.flow, version],
        options: [FlowOption.runs, ChangeOption.message],
        examples: [
            .init("sluice flows promote etl/nightly 4 -m \"Checked by hand\"", "version 4, saying why"),
            .init("sluice flows promote etl/nightly 1a2b3c4d --runs recreate", "by its label, with the runs that wait"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let request = WirePromoteRequest(
            version: session.arguments.required(version),
            message: session.arguments[ChangeOption.message],
            provenance: session.provenance,
            waitingRuns: session.arguments[FlowOption.runs]
        )
        return try await FlowMove(session).send(request, to: NativeRoutes.promote)
    }
}
