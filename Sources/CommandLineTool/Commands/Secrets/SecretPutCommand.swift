/// The command `sluice secret put`.
enum SecretPutCommand: Command {
    static let manual = Manual(
        "put",
        "Set a secret of the deployed version, and deploy that at once.",
        discussion: [SecretOption.deployedDiscussion, SecretOption.discussion],
        operands: [SecretOption.key],
        options: SecretOption.deployed,
        examples: [
            .init("sluice secret put API_KEY", "asks for the text without showing it"),
            .init("sluice secret put API_KEY < key.txt", "from a file"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await SecretEditing(session, deploys: true).put()
    }
}
