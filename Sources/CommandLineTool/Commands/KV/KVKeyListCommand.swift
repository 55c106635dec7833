import FoundationEssentials
import NativeWire

/// The command `sluice kv key list`.
enum KVKeyListCommand: Command {
    /// The most keys that the server puts on one page.
    private static let pageSize = 1_000

    private static let prefix = Option("prefix", "TEXT", .text, "Only keys that begin with this.")
    private static let limit = Option(
        "limit",
        "N",
        .integer(in: 1...ListOption.maximumItems),
        standard: "all",
        "How many to print."
    )

    static let manual = Manual(
        "list",
        "List the keys of a KV namespace, in the order of their bytes.",
        options: NamespaceOption.options + [prefix, limit, ListOption.cursor],
        examples: [
            .init("sluice kv key list --binding SESSIONS", "all keys"),
            .init("sluice kv key list --binding SESSIONS --prefix user/ --json", "some of them, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let reader = ListReader<WireKey>(
            client: try session.client(),
            path: try NamespaceSelection(session).path(NativeRoutes.keys),
            query: [("prefix", arguments[prefix])]
        )
        let list = try await session.progress.during("reading") { () async throws(CommandFailure) in
            try await reader.all(
                from: arguments[ListOption.cursor],
                pageSize: pageSize,
                upTo: arguments[limit, default: ListOption.maximumItems]
            )
        }
        try session.show(list) { lines(list.items) }
        if let cursor = list.cursor, !session.wantsJSON {
            session.console.note("\("more:", .faint) --cursor \(cursor)")
        }
        return .success
    }

    private static func lines(_ keys: [WireKey]) -> [TerminalText] {
        var table = Table(.left("KEY"), .left("EXPIRES"), .left("METADATA"))
        for key in keys {
            table.add(
                "\(key.name, .strong)",
                "\(key.expiration.map { Date(timeIntervalSince1970: Double($0)).formatted(.iso8601) } ?? "")",
                "\(key.metadata ?? "", .faint)"
            )
        }
        return keys.isEmpty ? ["There are no keys."] : table.lines
    }
}
