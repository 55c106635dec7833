import HTTPModel
import NativeWire

/// The command `sluice access-key create`.
enum AccessKeyCreateCommand: Command {
    private static let owner = Operand(
        "OWNER",
        .text,
        arity: .optional,
        "Who is to use it; the history names its changes so. By default the user's name, else sdk."
    )
    private static let scope = Option(
        "scope",
        "SCOPE",
        .choice(["read", "read-logs", "upload", "deploy", "admin"]),
        standard: standardScopes.joined(separator: ", "),
        isRepeatable: true,
        "What the key allows."
    )

    /// What a vendor's key is good for here: all that its clients do, but not the server's own administration.
    private static let standardScopes = ["read-logs", "upload", "deploy"]
    private static let standardOwner = "sdk"

    static let manual = Manual(
        "create",
        "Make an access key; its secret is shown this once.",
        operands: [owner],
        options: [scope],
        examples: [
            .init("sluice access-key create", "for yourself"),
            .init("sluice access-key create ci --scope upload --scope deploy", "for a pipeline"),
            .init("sluice access-key create anna --scope admin --json", "with the account's id, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let scopes = arguments.all(scope)
        let request = WireAccessKeyRequest(
            owner: arguments[owner] ?? user(session.environment),
            scopes: scopes.isEmpty ? standardScopes : scopes
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

    /// The user of this process as login shells name it.
    private static func user(_ environment: [String: String]) -> String {
        ["USER", "LOGNAME"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? standardOwner
    }
}
