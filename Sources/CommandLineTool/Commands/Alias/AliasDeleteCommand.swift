import NativeWire

/// The command `sluice alias delete`.
enum AliasDeleteCommand: Command {
    private static let alias = Operand("ALIAS", .alias, "The alias to delete.")

    static let manual = Manual(
        "delete",
        "Delete an alias; its versions stay.",
        operands: [alias],
        options: WorkerOption.options,
        examples: [.init("sluice alias delete staging", "after a question")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let worker = try WorkerSelection(session)
        let alias = session.arguments.required(alias)
        let client = try session.client()
        try await Questions(session).confirmDeletion(of: alias, "Alias \(alias) of \(worker.name)")
        let result: WireChangeResult = try await client.delete(worker.path(NativeRoutes.alias, ["alias": alias]))
        try session.show(result) { ChangeView(verb: "deleted", result: result).lines() }
        return .success
    }
}
