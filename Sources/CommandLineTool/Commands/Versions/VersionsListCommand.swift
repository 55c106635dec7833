import NativeWire

/// The command `sluice versions list`.
enum VersionsListCommand: Command {
    static let manual = Manual(
        "list",
        "List the versions of a worker, newest first.",
        options: WorkerOption.options + ListOption.options,
        examples: [
            .init("sluice versions list", "the ten newest"),
            .init("sluice versions list -n hello --all --json", "all of them, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let times = RelativeTime(now: session.now())
        return try await session.showList(
            worker.path(NativeRoutes.versions),
            of: WireVersion.self,
            empty: "\(worker.name) has no versions."
        ) { VersionTable(versions: $0, times: times).lines() }
    }
}
