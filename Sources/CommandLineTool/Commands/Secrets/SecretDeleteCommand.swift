/// The command `sluice secret delete`.
enum SecretDeleteCommand: Command {
    static let manual = Manual(
        "delete",
        "Remove a secret of the deployed version, and deploy that at once.",
        discussion: [SecretOption.deployedDiscussion],
        operands: [SecretOption.key],
        options: SecretOption.deployed,
        examples: [
            .init("sluice secret delete API_KEY", "after a question"),
            .init("sluice secret delete API_KEY -y", "without a question"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await SecretEditing(session, deploys: true).delete()
    }
}
