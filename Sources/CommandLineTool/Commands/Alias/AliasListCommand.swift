import NativeWire

/// The command `sluice alias list`.
enum AliasListCommand: Command {
    static let manual = Manual(
        "list",
        "List the aliases of a worker and what they serve.",
        options: WorkerOption.options,
        examples: [.init("sluice alias list", "the aliases of this project's worker")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        return try await session.showList(
            worker.path(NativeRoutes.aliases),
            of: WireAlias.self,
            empty: "\(worker.name) has no aliases."
        ) { AliasTable(aliases: $0).lines() }
    }
}
