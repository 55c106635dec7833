import NativeWire

/// The command `sluice kv namespace list`.
enum KVNamespaceListCommand: Command {
    static let manual = Manual(
        "list",
        "List the KV namespaces, by title.",
        examples: [
            .init("sluice kv namespace list", "all of them"),
            .init("sluice kv namespace list --json", "for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let reader = ListReader<WireNamespace>(
            client: try session.client(),
            path: APIPath(NativeRoutes.namespaces),
            query: []
        )
        let list = try await reader.all()
        let times = RelativeTime(now: session.now())
        try session.show(list) {
            var table = Table(.left("TITLE"), .left("ID"), .left("MADE"))
            for item in list.items {
                table.add("\(item.title, .strong)", "\(item.id)", "\(times.phrase(item.createdAt), .faint)")
            }
            return list.items.isEmpty ? ["There are no KV namespaces."] : table.lines
        }
        return .success
    }
}
