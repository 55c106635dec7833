import HTTPModel
import NativeWire

/// The command `sluice account create`.
enum AccountCreateCommand: Command {
    private static let name = Operand("NAME", .text, "1 to 64 lower-case letters, digits and hyphens.")
    private static let owner = Option("owner", "OWNER", .text, standard: "admin", "Who gets the first token.")

    static let manual = Manual(
        "create",
        "Make an account, and a token that may do everything in it; its secret is shown this once.",
        discussion: [
            "Accounts share the server and nothing else: names of workers, storage, tokens and logs are each account's own."
                + " Host names are one register, so no two accounts have a worker of the same name on it. Only an admin"
                + " token of the account \"default\", such as the server's own, makes accounts."
        ],
        operands: [name],
        options: [owner],
        examples: [.init("sluice account create shop --owner anna", "an account for another team")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let request = WireAccountRequest(
            name: session.arguments.required(name),
            owner: session.arguments[owner] ?? "admin"
        )
        let path = APIPath(NativeRoutes.accounts)
        let opened: WireOpenedAccount = try await session.client().send(.post, path, request)
        try session.show(opened) { ["\(opened.secret)"] }
        if !session.wantsJSON {
            session.console.note(
                "Account \(opened.account.name) (\(opened.account.id)). The token is \(opened.token.owner)'s and may do "
                    + "everything in it. Keep it: it is not shown again."
            )
        }
        return .success
    }
}
