/// The command `sluice version`.
enum VersionCommand: Command {
    static let manual = Manual(
        "version",
        "Print the version of this program; \"sluice status\" prints the server's.",
        examples: [.init("sluice version --json", "for a program")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let version = session.server.version
        try session.show(["version": version]) { ["sluice \(version)"] }
        return .success
    }
}
