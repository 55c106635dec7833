/// The command `sluice backup`.
enum BackupCommand: Command {
    private static let file = Operand("FILE", .path, "The file to write; it must not exist.")

    private static let withKeys = Flag("with-keys", "Put in the keys of secrets: who has the file can read them.")

    static let manual = Manual(
        "backup",
        "Write the server's whole state to one file, while it runs or not.",
        discussion: [
            "The database of a Prefect server that Sluice keeps running (sluice serve --prefect) is not in it: it is in"
                + " prefect/ of the home folder.",
            "Secrets are sealed in it. Their keys stay in the home folder, in secret-keys.json: keep a copy in another"
                + " place, or put them in with --with-keys.",
        ],
        operands: [file],
        options: [withKeys],
        examples: [
            .init("sluice backup sluice-monday.tar", "a backup in this folder"),
            .init("sluice backup sluice-monday.tar --with-keys", "one from which secrets can be read"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let file = AbsolutePath.of(session.arguments.required(file), in: session.workingFolder)
        let withKeys = session.arguments[withKeys]
        return ExitCode(
            rawValue: await session.server.backup(to: file, home: try session.home, withKeys: withKeys)
        )
    }
}
