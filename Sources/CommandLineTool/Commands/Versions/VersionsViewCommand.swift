import NativeWire

/// The command `sluice versions view`.
enum VersionsViewCommand: Command {
    private static let version = Operand("VERSION", .version, "The version: see \"sluice help version-names\".")

    static let manual = Manual(
        "view",
        "Show one version: where it comes from, its configuration and its files.",
        operands: [version],
        options: WorkerOption.options,
        examples: [
            .init("sluice versions view 3", "version 3"),
            .init("sluice versions view tag:v1.2 --json", "the version with a tag, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let path = worker.path(NativeRoutes.version, ["version": session.arguments.required(version)])
        let detail: WireVersionDetail = try await session.client().get(path)
        let times = RelativeTime(now: session.now())
        try session.show(detail) {
            VersionPage(detail: detail, times: times).lines()
        }
        return .success
    }
}
