import HTTPModel
import NativeWire

/// The command `sluice token create`.
enum TokenCreateCommand: Command {
    private static let owner = Operand("OWNER", .text, "Who is to use it; the history names its changes so.")
    private static let scope = Option(
        "scope",
        "SCOPE",
        .choice(["read", "read-logs", "upload", "deploy", "admin"]),
        standard: "read",
        isRepeatable: true,
        "What the token allows."
    )
    private static let lifetime = Option(
        "expires",
        "TIME",
        .duration(in: .seconds(60)...(.seconds(10 * 366 * 86_400))),
        standard: "never",
        "After how long it ends."
    )

    static let manual = Manual(
        "create",
        "Make a token; its secret is shown this once.",
        operands: [owner],
        options: [scope, lifetime],
        examples: [
            .init("sluice token create ci --scope upload --scope deploy --expires 90d", "for a pipeline"),
            .init("sluice token create anna --scope admin", "for a person"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let scopes = arguments.all(scope)
        let request = WireTokenRequest(
            owner: arguments.required(owner),
            scopes: scopes.isEmpty ? ["read"] : scopes,
            expiresInSeconds: arguments[lifetime].map { Int($0.components.seconds) }
        )
        let path = APIPath(NativeRoutes.tokens)
        let created: WireCreatedToken = try await session.client().send(.post, path, request)
        try session.show(created) { ["\(created.secret)"] }
        if !session.wantsJSON {
            let token = created.token
            let scopes = token.scopes.joined(separator: ", ")
            session.console.note("Token \(token.id) for \(token.owner) may \(scopes). Keep it: it is not shown again.")
        }
        return .success
    }
}
