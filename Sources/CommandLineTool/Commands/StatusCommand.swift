import NativeWire

/// The command `sluice status`.
enum StatusCommand: Command {
    static let manual = Manual(
        "status",
        "Show how the server is: its processes, engines and running versions.",
        examples: [
            .init("sluice status", "look at it"),
            .init("sluice status --url http://10.0.0.5:8700 --json", "of another server, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let status: WireStatus = try await session.client().get(APIPath(NativeRoutes.status))
        try session.show(status) { StatusPage(status: status).lines() }
        return .success
    }
}
