/// The command `sluice secret bulk`.
enum SecretBulkCommand: Command {
    static let manual = Manual(
        "bulk",
        "Set and remove many secrets of the deployed version, and deploy that at once.",
        discussion: [SecretOption.deployedDiscussion],
        operands: [SecretOption.file],
        options: SecretOption.deployed,
        examples: [
            .init("sluice secret bulk secrets.json", "from a file"),
            .init("sluice secret bulk --json < secrets.json", "from the standard input, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await SecretEditing(session, deploys: true).bulk()
    }
}
