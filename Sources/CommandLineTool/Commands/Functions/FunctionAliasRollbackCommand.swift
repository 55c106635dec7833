import HTTPModel

/// The command `sluice fc alias rollback`.
enum FunctionAliasRollbackCommand: Command {
    private static let version = Option(
        "version",
        "VERSION",
        .previous,
        standard: "HEAD^",
        "A version, or how many existing versions to go back: HEAD^, HEAD^^, HEAD~2."
    )

    static let manual = Manual(
        "rollback",
        "Give an alias's calls to an earlier version, all of them.",
        discussion: [
            "Steps are counted among the versions that exist, from the one that the alias leads to; a running canary ends."
                + " It asks nothing, since it is for the moment when there is no time."
        ],
        operands: [FunctionOption.service, FunctionOption.alias],
        options: [version],
        examples: [
            .init("sluice fc alias rollback shop prod", "to the version before"),
            .init("sluice fc alias rollback shop prod --version HEAD~2", "two versions back"),
            .init("sluice fc alias rollback shop prod --version 3", "to version 3"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let service = session.arguments.required(FunctionOption.service)
        let path = FunctionPath.alias(session.arguments.required(FunctionOption.alias), of: service)
        let client = try FunctionComputeClient(session)
        let target: Int
        switch session.arguments[version, default: .back(1)] {
        case .number(let number): target = number
        case .back(let steps):
            let present = AliasReading(try await client.get(path))
            let versions = try await VersionList.read(of: service, by: client)
            guard let number = versions.stepping(back: steps, from: present.version) else {
                throw .refused(
                    "version_not_found",
                    "\(service) has no version \(steps) \(steps == 1 ? "step" : "steps") before \(present.version).",
                    nextStep: "See \"sluice fc version list \(service)\" for those there are."
                )
            }
            target = number
        case .latest, .newest: preconditionFailure("no reading of an earlier version")
        }
        let document = try await client.send(
            .put,
            path,
            ["versionId": .string(String(target)), "additionalVersionWeight": [:]]
        )
        try session.show(document) { AliasReading(document).lines(of: service, verb: "went back to \(target)") }
        return .success
    }
}
