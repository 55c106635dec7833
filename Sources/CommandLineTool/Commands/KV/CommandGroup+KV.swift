extension CommandGroup {
    static let kv = CommandGroup(
        Manual(
            "kv",
            "Look at and change the keys and values that workers bind to.",
            discussion: ["No rollback touches them: they belong to no version."],
            examples: [.init("sluice kv namespace list", "the namespaces there are")]
        ),
        [.group(.kvNamespace), .group(.kvKey), .group(.kvBulk)]
    )

    private static let kvNamespace = CommandGroup(
        Manual(
            "namespace",
            "Make, list, rename and delete KV namespaces.",
            examples: [.init("sluice kv namespace create sessions", "a new, empty one")]
        ),
        [
            .command(KVNamespaceListCommand.self), .command(KVNamespaceCreateCommand.self),
            .command(KVNamespaceRenameCommand.self), .command(KVNamespaceDeleteCommand.self),
        ]
    )

    private static let kvKey = CommandGroup(
        Manual(
            "key",
            "List, read, write and delete the keys of a KV namespace.",
            examples: [.init("sluice kv key list --binding SESSIONS", "its keys")]
        ),
        [
            .command(KVKeyListCommand.self), .command(KVKeyGetCommand.self), .command(KVKeyPutCommand.self),
            .command(KVKeyDeleteCommand.self),
        ]
    )

    private static let kvBulk = CommandGroup(
        Manual(
            "bulk",
            "Read, write and delete many keys of a KV namespace at once.",
            examples: [.init("sluice kv bulk put pairs.json --binding SESSIONS", "all pairs of a file")]
        ),
        [.command(KVBulkPutCommand.self), .command(KVBulkGetCommand.self), .command(KVBulkDeleteCommand.self)]
    )
}
