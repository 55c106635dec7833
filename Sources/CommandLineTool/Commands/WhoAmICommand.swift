import NativeWire

/// The command `sluice whoami`.
enum WhoAmICommand: Command {
    static let manual = Manual(
        "whoami",
        "Show whose token this tool uses, what it may do, and on which server; never the token itself.",
        examples: [
            .init("sluice whoami", "look at it"),
            .init("sluice whoami --json", "for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let client = try session.client()
        let identity: WireIdentity = try await client.get(APIPath(NativeRoutes.whoAmI))
        let shown = Shown(server: client.location.address.description, identity: identity)
        let times = RelativeTime(now: session.now())
        try session.show(shown) {
            var fields = FieldList()
            fields.add(text: "server", shown.server)
            fields.add("account", "\(identity.account)  \(identity.accountId, .faint)")
            fields.add(text: "scopes", identity.scopes.joined(separator: ", "))
            fields.add("token", "\(identity.id, .faint), made \(times.phrase(identity.createdAt))")
            fields.add(text: "expires", identity.expiresAt)
            return ["\(identity.owner, .strong)"] + fields.lines
        }
        return .success
    }

    private struct Shown: Encodable {
        let server: String
        let identity: WireIdentity
    }
}
