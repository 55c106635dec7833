import NativeWire

/// The command `sluice kv namespace delete`.
enum KVNamespaceDeleteCommand: Command {
    static let manual = Manual(
        "delete",
        "Delete a KV namespace with everything in it.",
        discussion: ["Versions that bind to it fail when they use it, those of a rollback included."],
        options: NamespaceOption.options,
        examples: [
            .init("sluice kv namespace delete --binding SESSIONS", "after its title was typed"),
            .init("sluice kv namespace delete --namespace-id 0f8fad5bd9cb469fa16570867728950e -y", "at once"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let path = try NamespaceSelection(session).path(NativeRoutes.namespace)
        let client = try session.client()
        let namespace: WireNamespace = try await client.get(path)
        try await Questions(session).confirmDeletion(
            of: namespace.title,
            "Namespace \(namespace.title) with all its keys"
        )
        let result: WireResourceChange = try await client.delete(path)
        try session.show(result) { ["\("deleted", .good) \(result.changed)"] }
        return .success
    }
}
