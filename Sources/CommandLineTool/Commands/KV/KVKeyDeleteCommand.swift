import NativeWire

/// The command `sluice kv key delete`.
enum KVKeyDeleteCommand: Command {
    private static let key = Operand("KEY", .text, "The key.")

    static let manual = Manual(
        "delete",
        "Delete a key; one that is not there is as good.",
        operands: [key],
        options: NamespaceOption.options,
        examples: [.init("sluice kv key delete user/1 --binding SESSIONS", "without a question, as wrangler does")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let path = try NamespaceSelection(session).path(
            NativeRoutes.value,
            ["key": session.arguments.required(key)]
        )
        let result: WireResourceChange = try await session.client().delete(path)
        try session.show(result) { ["\("deleted", .good) \(result.changed)"] }
        return .success
    }
}
