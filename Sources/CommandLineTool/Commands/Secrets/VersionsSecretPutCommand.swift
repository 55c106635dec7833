/// The command `sluice versions secret put`.
enum VersionsSecretPutCommand: Command {
    static let manual = Manual(
        "put",
        "Set a secret in a new version that is not deployed.",
        discussion: [SecretOption.versionedDiscussion, SecretOption.discussion],
        operands: [SecretOption.key],
        options: SecretOption.versioned,
        examples: [
            .init("sluice versions secret put API_KEY", "asks for the text without showing it"),
            .init("sluice versions secret put API_KEY < key.txt", "from a file"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await SecretEditing(session, deploys: false).put()
    }
}
