/// The command `sluice check`.
enum CheckCommand: Command {
    static let manual = Manual(
        "check",
        "Verify the server's state: digests, the chain of changes, and references.",
        discussion: [
            "Works on the home folder, while a server runs on it or not. The exit code is 1 if anything is wrong."
        ],
        examples: [.init("sluice check --home /var/lib/sluice", "verify a server's state")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        ExitCode(rawValue: await session.server.check(home: try session.home, json: session.wantsJSON))
    }
}
