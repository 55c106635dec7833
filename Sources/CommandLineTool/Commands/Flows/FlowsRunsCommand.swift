import NativeWire

/// The command `sluice flows runs`.
enum FlowsRunsCommand: Command {
    private static let version = Option(
        "version",
        "VERSION",
        .flowVersion,
        "Only runs that were made or started under this version."
    )

    static let manual = Manual(
        "runs",
        "List the newest runs of a deployment with the versions they belong to.",
        discussion: [
            "A run has its parameters from the version that was live when it was made, and its code from the one that was"
                + " live when it started. Where these differ, it is marked as mixed."
        ],
        operands: [FlowOption.flow],
        options: [version, ListOption.limit],
        examples: [
            .init("sluice flows runs etl/nightly", "the ten newest"),
            .init("sluice flows runs etl/nightly --version 3 --limit 100 --json", "those of version 3, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let flow = FlowSelection(session)
        let query: [(String, String?)] = [
            ("version", session.arguments[version]), ("limit", session.arguments[ListOption.limit].map(String.init)),
        ]
        let client = try session.client()
        let list: WireList<WireFlowRun> = try await session.progress.during("reading") {
            () async throws(CommandFailure) in
            try await client.get(flow.path(NativeRoutes.runs), query: query)
        }
        let times = RelativeTime(now: session.now())
        try session.show(list) {
            list.items.isEmpty
                ? ["No runs of \(flow.name) are known."] : FlowRunTable(runs: list.items, times: times).lines()
        }
        return .success
    }
}
