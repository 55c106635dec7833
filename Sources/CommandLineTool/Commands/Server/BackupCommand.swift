/// The command `sluice backup`.
enum BackupCommand: Command {
    private static let file = Operand("FILE", .path, "The file to write; it must not exist.")

    static let manual = Manual(
        "backup",
        "Write the server's whole state to one file, while it runs or not.",
        operands: [file],
        examples: [.init("sluice backup sluice-monday.tar", "a backup in this folder")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let file = AbsolutePath.of(session.arguments.required(file), in: session.workingFolder)
        return ExitCode(rawValue: await session.server.backup(to: file, home: try session.home))
    }
}
