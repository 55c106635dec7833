/// The command `sluice versions upload`.
enum VersionsUploadCommand: Command {
    static let manual = Manual(
        "upload",
        "Upload the project as a new version that does not serve yet.",
        discussion: [
            "The version answers on its preview host at once. Give it requests with \"sluice versions deploy\".",
            UploadOption.discussion,
        ],
        options: UploadOption.options + [UploadOption.create],
        examples: [
            .init("sluice versions upload -m \"Try the new parser\"", "upload this folder's project"),
            .init("sluice versions upload --create", "also when the server has no worker of this name yet"),
            .init("sluice versions upload --skip-unchanged --json", "in a pipeline"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        try await Upload(session, deploys: false).run()
    }
}
