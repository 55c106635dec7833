import HTTPModel

/// The command `sluice fc version publish`.
enum FunctionVersionPublishCommand: Command {
    private static let ignoreNoChange = Flag(
        "ignore-no-change",
        "Succeed, and make no version, when nothing changed since the newest one."
    )

    static let manual = Manual(
        "publish",
        "Make a version of what a service's LATEST is now; it never changes.",
        discussion: [
            "It has all functions of the service, with their code and settings. Nothing is moved to it: aliases are."
        ],
        operands: [FunctionOption.service],
        options: [FunctionOption.description, ignoreNoChange],
        examples: [
            .init("sluice fc version publish shop -m \"Greet in French\"", "with a description"),
            .init("sluice fc version publish shop --ignore-no-change --json", "from a pipeline"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let service = session.arguments.required(FunctionOption.service)
        let publication = try await VersionPublication.publish(
            service,
            description: session.arguments[FunctionOption.description],
            ignoringNoChange: session.arguments[ignoreNoChange],
            by: try FunctionComputeClient(session)
        )
        try session.show(publication.document) { [publication.line(of: service)] }
        return .success
    }
}
