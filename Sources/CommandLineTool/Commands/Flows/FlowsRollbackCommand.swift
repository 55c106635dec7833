import NativeWire

/// The command `sluice flows rollback`.
enum FlowsRollbackCommand: Command {
    private static let version = Operand(
        "VERSION",
        .flowVersion,
        arity: .optional,
        "The version to go back to; the one that was live before where none is named."
    )

    static let manual = Manual(
        "rollback",
        "Go back to a version that was live before.",
        discussion: [
            "Schedules, whether the deployment is paused, and its limits of concurrency belong to no version and stay as"
                + " they are. The history keeps both moves; again, and it goes further back.",
            FlowOption.runsDiscussion,
        ],
        operands: [FlowOption.flow, version],
        options: [FlowOption.runs, ChangeOption.message],
        examples: [
            .init("sluice flows rollback etl/nightly", "to the version before"),
            .init("sluice flows rollback etl/nightly 3 --runs cancel -m \"Wrong table\"", "to version 3, saying why"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let request = WireRollbackRequest(
            version: session.arguments[version],
            message: session.arguments[ChangeOption.message],
            provenance: session.provenance,
            waitingRuns: session.arguments[FlowOption.runs]
        )
        return try await FlowMove(session).send(request, to: NativeRoutes.rollback)
    }
}
