import HTTPModel
import NativeWire

/// The command `sluice access-key create`.
enum AccessKeyCreateCommand: Command {
    private static let owner = Operand("OWNER", .text, "Who is to use it; the history names its changes so.")
    private static let scope = Option(
        "scope",
        "SCOPE",
        .choice(["read", "read-logs", "upload", "deploy", "admin"]),
        standard: "read",
        isRepeatable: true,
        "What the key allows."
    )

    static let manual = Manual(
        "create",
        "Make an access key; its secret is shown this once.",
        operands: [owner],
        options: [scope],
        examples: [
            .init("sluice access-key create ci --scope upload --scope deploy", "for a pipeline"),
            .init("sluice access-key create anna --scope admin --json", "with the account's id, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let scopes = arguments.all(scope)
        let request = WireAccessKeyRequest(
            owner: arguments.required(owner),
            scopes: scopes.isEmpty ? ["read"] : scopes
        )
        let path = APIPath(NativeRoutes.accessKeys)
        let created: WireCreatedAccessKey = try await session.client().send(.post, path, request)
        try session.show(created) {
            [
                "AccessKeyID      \(created.id)", "AccessKeySecret  \(created.secret)",
                "AccountID        \(created.account)",
            ]
        }
        if !session.wantsJSON {
            let scopes = created.scopes.joined(separator: ", ")
            session.console.note("\(created.owner) may \(scopes) with it. Keep the secret: it is not shown again.")
        }
        return .success
    }
}
