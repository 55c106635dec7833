import HTTPModel
import NativeWire

/// The command `sluice kv bulk put`.
enum KVBulkPutCommand: Command {
    private static let file = Operand("FILE", .path, "A JSON list of objects with \"key\" and \"value\".")

    static let manual = Manual(
        "put",
        "Store all pairs of a file.",
        discussion: [
            "The objects may also have \"expiration\", \"expiration_ttl\", \"metadata\", and \"base64\": true for values"
                + " that are no text. Pairs go in their order, \(BulkBatches.maximumCount) at once at the most: after a"
                + " failure the first of them may be stored, and it is safe to run the command again."
        ],
        operands: [file],
        options: NamespaceOption.options,
        examples: [.init("sluice kv bulk put pairs.json --binding SESSIONS", "all pairs of a file")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let namespace = try NamespaceSelection(session)
        let pairs = try await JSONFile.read(
            session.arguments.required(file),
            as: [BulkPair].self,
            "a list of pairs with \"key\" and \"value\"",
            session
        )
        let client = try session.client()
        let path = namespace.path(NativeRoutes.putPairs)
        var stored = 0
        for batch in BulkBatches.of(pairs, size: \.size) {
            var wire: [WirePair] = []
            for pair in batch { wire.append(try pair.wire) }
            let request = WirePairsRequest(pairs: wire)
            let result: WireResourceChange = try await session.progress.during("storing \(stored) of \(pairs.count)") {
                () async throws(CommandFailure) in try await client.send(.post, path, request)
            }
            stored += result.keys ?? 0
        }
        let result = WireResourceChange(changed: "\(stored) pairs", keys: stored)
        try session.show(result) { ["\("stored", .good) \(result.changed)"] }
        return .success
    }
}
