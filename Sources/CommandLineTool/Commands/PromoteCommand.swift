import NativeWire

/// The command `sluice promote`.
enum PromoteCommand: Command {
    private static let version = Operand(
        "VERSION",
        .version,
        arity: .optional,
        "The version; the newer of the two where exactly two share the requests."
    )

    static let manual = Manual(
        "promote",
        "Give one version all requests.",
        operands: [version],
        options: WorkerOption.options + [ChangeOption.alias, ChangeOption.message],
        examples: [
            .init("sluice promote", "end a canary well: the newer version gets everything"),
            .init("sluice promote 2 -m \"Canary was fine\"", "version 2, saying why"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let move = try AliasMove(session)
        let request = WirePromoteRequest(
            alias: session.arguments[ChangeOption.alias],
            version: session.arguments[version],
            message: session.arguments[ChangeOption.message],
            provenance: move.provenance
        )
        return try await move.send(request, to: NativeRoutes.promote) { "\($0): \($1) has everything" }
    }
}
