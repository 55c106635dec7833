import NativeWire

/// The command `sluice deployments status`.
enum DeploymentsStatusCommand: Command {
    private static let alias = Option("alias", "ALIAS", .alias, standard: "all of them", "The alias to look at.")

    static let manual = Manual(
        "status",
        "Show what serves at the moment.",
        options: WorkerOption.options + [alias],
        examples: [
            .init("sluice deployments status", "every alias of this project's worker"),
            .init("sluice deployments status --alias production --json", "one alias, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let workload: WireWorkload = try await session.client().get(worker.path(NativeRoutes.workload))
        let wanted = session.arguments[alias]
        let aliases = workload.aliases.filter { wanted == nil || $0.name == wanted }
        if let wanted, aliases.isEmpty {
            throw .refused(
                "alias_not_found",
                "\(worker.name) has no alias \"\(wanted)\".",
                nextStep: "See \"sluice alias list\"."
            )
        }
        let times = RelativeTime(now: session.now())
        try session.show(WireList(items: aliases)) {
            aliases.flatMap { lines($0, of: worker.name, times) }
        }
        return .success
    }

    private static func lines(_ alias: WireAlias, of worker: String, _ times: RelativeTime) -> [TerminalText] {
        guard let deployment = alias.deployment else {
            return ["\(worker, .strong) \(alias.name, .strong)", "  nothing is deployed"]
        }
        return DeploymentPage(deployment: deployment, times: times, url: alias.url).lines()
    }
}
