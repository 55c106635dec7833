import NativeWire

/// The command `sluice account list`.
enum AccountListCommand: Command {
    static let manual = Manual(
        "list",
        "List the accounts of the server; without the right to see all, the token's own.",
        examples: [.init("sluice account list", "who shares this server")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let list: WireList<WireAccount> = try await session.client().get(APIPath(NativeRoutes.accounts))
        try session.show(list) {
            var table = Table(.left("NAME"), .left("ID"))
            for account in list.items { table.add("\(account.name, .strong)", "\(account.id)") }
            return table.lines
        }
        return .success
    }
}
