import NativeWire

/// The command `sluice flows list`.
enum FlowsListCommand: Command {
    static let manual = Manual(
        "list",
        "List the deployments that have a history, and which version of each is live.",
        options: ListOption.options,
        examples: [
            .init("sluice flows list", "the first ten"),
            .init("sluice flows list --all --json", "all of them, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let times = RelativeTime(now: session.now())
        return try await session.showList(
            APIPath(NativeRoutes.workloads),
            of: WireWorkload.self,
            query: [("kind", "flow")],
            empty: "There are no flows yet: a deployment that reaches Prefect through Sluice becomes one."
        ) { FlowTable(flows: $0, times: times).lines() }
    }
}
