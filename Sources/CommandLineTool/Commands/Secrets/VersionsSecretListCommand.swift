/// The command `sluice versions secret list`.
enum VersionsSecretListCommand: Command {
    static let manual = Manual(
        "list",
        "List the secrets of the newest version, by name; their texts are shown nowhere.",
        options: WorkerOption.options,
        examples: [
            .init("sluice versions secret list", "those of this project's worker"),
            .init("sluice versions secret list -n hello --json", "for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await SecretEditing(session, deploys: false).list()
    }
}
