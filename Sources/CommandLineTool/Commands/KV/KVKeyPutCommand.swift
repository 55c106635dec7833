import NativeWire

/// The command `sluice kv key put`.
enum KVKeyPutCommand: Command {
    /// The largest value that a namespace takes, in bytes.
    private static let maximumValue = 25 << 20
    /// The last second of the year 9999.
    private static let latest = 253_402_300_799

    private static let key = Operand("KEY", .text, "The key.")
    private static let value = Operand("VALUE", .anyText, arity: .optional, "Its value; else it is read.")
    private static let path = Option("path", "FILE", .path, "Read the value from a file.")
    private static let ttl = Option("ttl", "SECONDS", .integer(in: 60...latest), "How long the key lives.")
    private static let expiration = Option(
        "expiration",
        "SECOND",
        .integer(in: 0...latest),
        "When the key is gone, in seconds since 1970; at least 60 ahead."
    )
    private static let metadata = Option("metadata", "JSON", .text, "What lists say of the key.")

    static let manual = Manual(
        "put",
        "Store a value under a key, in the place of what is there.",
        discussion: ["Without VALUE and --path the value is the standard input, byte for byte."],
        operands: [key, value],
        options: NamespaceOption.options + [path, ttl, expiration, metadata],
        examples: [
            .init("sluice kv key put user/1 ada --binding SESSIONS --ttl 3600", "a text, for an hour"),
            .init("sluice kv key put logo --path logo.png --binding FILES", "a file"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let key = arguments.required(key)
        let namespace = try NamespaceSelection(session)
        let bytes = try await value(session)
        let result: WireResourceChange = try await session.client().put(
            bytes,
            to: namespace.path(NativeRoutes.value, ["key": key]),
            query: [
                ("ttl", arguments[ttl].map(String.init)), ("expiration", arguments[expiration].map(String.init)),
                ("metadata", arguments[metadata]),
            ]
        )
        try session.show(result) { ["\("stored", .good) \(result.changed), \(ByteCount(bytes.count).description)"] }
        return .success
    }

    private static func value(_ session: Session) async throws(CommandFailure) -> [UInt8] {
        let input = session.console.input
        switch (session.arguments[value], session.arguments[path]) {
        case (let text?, nil):
            return Array(text.utf8)
        case (nil, let path?):
            return try await input.file(AbsolutePath.of(path, in: session.workingFolder), upTo: maximumValue)
        case (nil, nil) where !input.isTerminal:
            return try await input.standardInput(upTo: maximumValue)
        case (nil, nil):
            throw .usage("argument_missing", "The value is missing.", nextStep: "Pass VALUE, --path FILE or a pipe.")
        case (_?, _?):
            throw .usage("value_ambiguous", "The value is given twice.", nextStep: "Pass VALUE or --path, not both.")
        }
    }
}
