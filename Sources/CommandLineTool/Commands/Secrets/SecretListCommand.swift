/// The command `sluice secret list`.
enum SecretListCommand: Command {
    static let manual = Manual(
        "list",
        "List the secrets of the versions that serve, by name; their texts are shown nowhere.",
        options: WorkerOption.options,
        examples: [
            .init("sluice secret list", "those of this project's worker"),
            .init("sluice secret list -n hello --json", "for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await SecretEditing(session, deploys: true).list()
    }
}
