import NativeWire

/// The command `sluice workloads list`.
enum WorkloadsListCommand: Command {
    static let manual = Manual(
        "list",
        "List everything that is deployed on the server.",
        options: ListOption.options,
        examples: [
            .init("sluice workloads list", "the first ten"),
            .init("sluice workloads list --all --json", "all of them, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await session.showList(
            APIPath(NativeRoutes.workloads),
            of: WireWorkload.self,
            empty: "Nothing is deployed yet: \"sluice deploy\" in a project's folder begins."
        ) { WorkloadTable(workloads: $0).lines() }
    }
}
