import HTTPModel
import NativeWire

/// The command `sluice kv namespace rename`.
enum KVNamespaceRenameCommand: Command {
    private static let title = Operand("TITLE", .text, arity: .optional, "The namespace, by its present title.")
    private static let newTitle = Option("new-name", "TITLE", .text, "Its new title.")

    static let manual = Manual(
        "rename",
        "Give a KV namespace another title; workers find it by its id and notice nothing.",
        operands: [title],
        options: NamespaceOption.options + [newTitle],
        examples: [
            .init("sluice kv namespace rename sessions --new-name logins", "by its title"),
            .init("sluice kv namespace rename --binding SESSIONS --new-name logins", "by its binding"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        guard let newTitle = session.arguments[newTitle] else {
            throw .usage("option_missing", "The new title is missing.", nextStep: "Pass --new-name TITLE.")
        }
        let client = try session.client()
        let path: APIPath
        if let title = session.arguments[title] {
            path = APIPath(NativeRoutes.namespace, ["namespace": try await id(of: title, client)])
        } else {
            path = try NamespaceSelection(session).path(NativeRoutes.namespace)
        }
        let renamed: WireNamespace = try await client.send(.put, path, WireNamespaceRequest(title: newTitle))
        try session.show(renamed) { ["\("renamed", .good) namespace \(renamed.id) to \(renamed.title, .strong)"] }
        return .success
    }

    private static func id(of title: String, _ client: APIClient) async throws(CommandFailure) -> String {
        let reader = ListReader<WireNamespace>(client: client, path: APIPath(NativeRoutes.namespaces), query: [])
        guard let found = try await reader.all().items.first(where: { $0.title == title }) else {
            throw .refused(
                "namespace_not_found",
                "There is no KV namespace with the title \"\(title)\".",
                nextStep: "See \"sluice kv namespace list\"."
            )
        }
        return found.id
    }
}
