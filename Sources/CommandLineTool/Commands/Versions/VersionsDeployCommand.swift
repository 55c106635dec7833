import NativeWire

/// The command `sluice versions deploy`.
enum VersionsDeployCommand: Command {
    private static let shares = Operand(
        "VERSION[@PERCENT]",
        .text,
        arity: .repeated(minimum: 0),
        "A version and its share; one without a share gets what the others leave."
    )

    static let manual = Manual(
        "deploy",
        "Share requests among versions.",
        discussion: [
            "Percentages are decimal numbers that add up to 100; 0 deploys a version that only overrides and previews"
                + " reach. Without versions it asks for them at a terminal. A person's requests stay on their version"
                + " while shares move, where requests carry an affinity key.",
            ChangeOption.ruleDiscussion,
        ],
        operands: [shares],
        options: WorkerOption.options + [ChangeOption.alias, ChangeOption.rule, ChangeOption.message],
        examples: [
            .init("sluice versions deploy 1@90 2@10 -y", "a tenth of the requests for version 2"),
            .init("sluice versions deploy 1 2@0.5", "version 1 gets the remaining 99.5 %"),
            .init("sluice versions deploy newest -m \"Release\"", "everything for the newest version"),
            .init("sluice versions deploy 1 --rule \"header:x-beta to 2\"", "version 2 for who asks for it"),
            .init("sluice versions deploy", "choose at the terminal"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let given = session.arguments.all(shares)
        let isChosen = given.isEmpty
        let parsed = isChosen ? nil : try ShareList(given)
        let rules = try ChangeOption.rules(of: session.arguments)
        let move = try AliasMove(session)
        let shares =
            if let parsed { parsed } else { try await ShareDialogue(session, move).choose() }
        let alias = session.arguments[ChangeOption.alias]
        let wish = ([shares.description] + rules.map(\.description)).joined(separator: ", ")
        try await Questions(session).confirm("Deploy \(wish) to \(alias ?? "production") of \(move.worker.name)?")
        let request = WireDeploymentRequest(
            alias: alias,
            shares: shares.requested,
            rules: rules.isEmpty ? nil : rules.map(\.requested),
            message: session.arguments[ChangeOption.message],
            provenance: move.provenance
        )
        return try await move.send(request, to: NativeRoutes.deployments) { "\($0) is served by \($1)" }
    }
}
