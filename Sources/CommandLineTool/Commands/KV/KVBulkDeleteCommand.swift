import HTTPModel
import NativeWire

/// The command `sluice kv bulk delete`.
enum KVBulkDeleteCommand: Command {
    private static let file = Operand("FILE", .path, "A JSON list of keys.")

    static let manual = Manual(
        "delete",
        "Delete all keys of a file; those that are not there are as good.",
        operands: [file],
        options: NamespaceOption.options,
        examples: [.init("sluice kv bulk delete keys.json --binding SESSIONS -y", "without a question")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let namespace = try NamespaceSelection(session)
        let keys = try await KeyFile.read(session.arguments.required(file), session)
        try await Questions(session).confirm("Delete \(keys.count) keys of the namespace \(namespace.id)?")
        let client = try session.client()
        for batch in BulkBatches.of(keys, size: \.utf8.count) {
            let _: WireResourceChange = try await client.send(
                .post,
                namespace.path(NativeRoutes.deletePairs),
                WireKeysRequest(keys: Array(batch))
            )
        }
        let result = WireResourceChange(changed: "\(keys.count) keys", keys: keys.count)
        try session.show(result) { ["\("deleted", .good) \(result.changed)"] }
        return .success
    }
}
