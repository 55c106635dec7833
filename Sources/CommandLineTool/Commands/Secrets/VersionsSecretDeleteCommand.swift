/// The command `sluice versions secret delete`.
enum VersionsSecretDeleteCommand: Command {
    static let manual = Manual(
        "delete",
        "Remove a secret in a new version that is not deployed.",
        discussion: [SecretOption.versionedDiscussion],
        operands: [SecretOption.key],
        options: SecretOption.versioned,
        examples: [
            .init("sluice versions secret delete API_KEY", "after a question"),
            .init("sluice versions secret delete API_KEY -y", "without a question"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await SecretEditing(session, deploys: false).delete()
    }
}
