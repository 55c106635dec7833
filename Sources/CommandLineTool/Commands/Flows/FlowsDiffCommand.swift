import NativeWire

/// The command `sluice flows diff`.
enum FlowsDiffCommand: Command {
    private static let from = Operand("FROM", .flowVersion, "The version to compare from.")
    private static let to = Operand("TO", .flowVersion, "The version to compare to.")

    static let manual = Manual(
        "diff",
        "Show which properties differ between two versions, line by line.",
        operands: [FlowOption.flow, from, to],
        examples: [
            .init("sluice flows diff etl/nightly 1 2", "from version 1 to version 2"),
            .init("sluice flows diff etl/nightly deployed newest --json", "for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let flow = FlowSelection(session)
        let query: [(String, String?)] = [
            ("from", session.arguments.required(from)), ("to", session.arguments.required(to)),
        ]
        let diff: WireDiff = try await session.client().get(flow.path(NativeRoutes.diff), query: query)
        try session.show(diff) { PropertyDiff(diff: diff).lines() }
        return .success
    }
}
