/// The command `sluice versions secret bulk`.
enum VersionsSecretBulkCommand: Command {
    static let manual = Manual(
        "bulk",
        "Set and remove many secrets in a new version that is not deployed.",
        discussion: [SecretOption.versionedDiscussion],
        operands: [SecretOption.file],
        options: SecretOption.versioned,
        examples: [
            .init("sluice versions secret bulk secrets.json", "from a file"),
            .init("sluice versions secret bulk --json < secrets.json", "from the standard input, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await SecretEditing(session, deploys: false).bulk()
    }
}
