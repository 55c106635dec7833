import NativeWire

/// The command `sluice tail`.
enum TailCommand: Command {
    private static let version = Option("version", "VERSION", .version, "Only what this version says.")
    private static let level = Option(
        "level",
        "LEVEL",
        .choice(["debug", "info", "log", "warn", "error"]),
        "Only what matters at least as much."
    )
    private static let errors = Flag("errors", "Only exceptions and errors.")

    static let manual = Manual(
        "tail",
        "Follow what a worker logs, until Control-C.",
        discussion: [
            "While the server restarts this waits and goes on by itself. What is said meanwhile is not shown. With"
                + " --json every event is a line of its own."
        ],
        options: WorkerOption.options + [version, level, errors],
        examples: [
            .init("sluice tail", "follow this project's worker"),
            .init("sluice tail -n hello --version 2 --errors", "exceptions of one version"),
            .init("sluice tail --json | jq .message", "for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let worker = try WorkerSelection(session)
        let tail = Tail(
            session: session,
            client: try session.client(),
            path: worker.path(NativeRoutes.tail),
            query: [
                ("version", arguments[version]), ("level", arguments[level]),
                ("errors", arguments[errors] ? "1" : nil),
            ],
            greeting: "\("following \(worker.name), Control-C ends it", .faint)"
        )
        return try await tail.follow()
    }
}
