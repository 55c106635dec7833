import HTTPModel
import NativeWire

/// The command `sluice kv bulk get`.
enum KVBulkGetCommand: Command {
    /// The most keys that the server reads at once.
    private static let batchSize = 100

    private static let file = Operand("FILE", .path, "A JSON list of keys.")

    static let manual = Manual(
        "get",
        "Print the pairs of all keys of a file, as JSON; those that are not there are left out.",
        operands: [file],
        options: NamespaceOption.options,
        examples: [.init("sluice kv bulk get keys.json --binding SESSIONS", "the pairs of some keys")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let namespace = try NamespaceSelection(session)
        let keys = try await KeyFile.read(session.arguments.required(file), session)
        let client = try session.client()
        var items: [WirePair] = []
        for start in stride(from: 0, to: keys.count, by: batchSize) {
            let request = WireKeysRequest(keys: Array(keys[start..<min(start + batchSize, keys.count)]))
            let page: WireList<WirePair> = try await client.send(
                .post,
                namespace.path(NativeRoutes.readPairs),
                request
            )
            items += page.items
        }
        session.console.output.write(try JSONDocument.pretty(WireList(items: items)) + "\n")
        return .success
    }
}
