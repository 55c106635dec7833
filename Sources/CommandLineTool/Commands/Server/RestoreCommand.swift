/// The command `sluice restore`.
enum RestoreCommand: Command {
    private static let file = Operand("FILE", .path, "A file that \"sluice backup\" wrote.")
    private static let force = Flag("force", "Replace the state that is in the home folder.")

    static let manual = Manual(
        "restore",
        "Bring back the state of a backup; no server may run on the home folder.",
        discussion: [
            "What happened after the backup is lost; numbers that were given out since are not used again.",
            "Secrets can be read again if the backup was made with --with-keys, or if the home folder has the"
                + " secret-keys.json of the server that was backed up.",
        ],
        operands: [file],
        options: [force],
        examples: [
            .init("sluice restore sluice-monday.tar --home /srv/sluice", "into a new home folder"),
            .init("sluice restore sluice-monday.tar --force", "over what is there"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let file = AbsolutePath.of(session.arguments.required(file), in: session.workingFolder)
        let force = session.arguments[force]
        let home = try session.home
        if force {
            try await Questions(session).confirm("Replace the state in \(home) by the backup's?")
        }
        return ExitCode(rawValue: await session.server.restore(from: file, home: home, force: force))
    }
}
