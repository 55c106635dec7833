import HTTPModel
import NativeWire

/// The command `sluice kv namespace create`.
enum KVNamespaceCreateCommand: Command {
    private static let title = Operand("TITLE", .text, "The namespace's title, unlike that of any other.")

    static let manual = Manual(
        "create",
        "Make an empty KV namespace, and say how a worker binds to it.",
        operands: [title],
        examples: [.init("sluice kv namespace create sessions", "a namespace with the title sessions")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let made: WireNamespace = try await session.client().send(
            .post,
            APIPath(NativeRoutes.namespaces),
            WireNamespaceRequest(title: session.arguments.required(title))
        )
        try session.show(made) {
            [
                "\("made", .good) namespace \(made.title, .strong)", "  id  \(made.id)",
                "\("next:", .strong) add it to the wrangler configuration of the worker that uses it:", "",
                "  { \"kv_namespaces\": [{ \"binding\": \"\(binding(made.title))\", \"id\": \"\(made.id)\" }] }",
            ]
        }
        return .success
    }

    /// The title as an identifier in capitals.
    private static func binding(_ title: String) -> String {
        let letters = title.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        return letters.first?.isNumber == true ? "_" + String(letters) : String(letters)
    }
}
