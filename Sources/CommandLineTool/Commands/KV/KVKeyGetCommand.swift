import HTTPModel
import NativeWire

/// The command `sluice kv key get`.
enum KVKeyGetCommand: Command {
    /// The largest value that a namespace takes, in bytes.
    private static let maximumValue = 25 << 20

    private static let key = Operand("KEY", .text, "The key.")

    static let manual = Manual(
        "get",
        "Print the value of a key.",
        discussion: [
            "Into a file or a pipe the value goes byte for byte. On a terminal what would act upon it is shown escaped."
                + " With --json come the expiration and the metadata, too; a value that is no text is base64 then."
        ],
        operands: [key],
        options: NamespaceOption.options,
        examples: [
            .init("sluice kv key get user/1 --binding SESSIONS", "look at it"),
            .init("sluice kv key get logo --binding FILES | file -", "use it"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let key = session.arguments.required(key)
        let namespace = try NamespaceSelection(session)
        let client = try session.client()
        let value = try await client.bytes(namespace.path(NativeRoutes.value, ["key": key]), upTo: maximumValue)
        guard let value else {
            throw .refused("answer_unreadable", "The value is larger than any can be.", nextStep: "Compare versions.")
        }
        guard !session.wantsJSON else {
            let described: WireKey = try await client.get(namespace.path(NativeRoutes.key, ["key": key]))
            try session.show(WirePair(described, value)) { [] }
            return .success
        }
        let output = session.console.output
        if output.isTerminal {
            let lines = String(decoding: value, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            session.console.print(lines.map { TerminalText(sourceLine: $0) })
        } else {
            output.write(value)
        }
        return .success
    }
}
