import NativeWire

/// The command `sluice token list`.
enum TokenListCommand: Command {
    static let manual = Manual(
        "list",
        "List the tokens, without their secrets.",
        options: ListOption.options,
        examples: [.init("sluice token list", "who may do what")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let times = RelativeTime(now: session.now())
        return try await session.showList(
            APIPath(NativeRoutes.tokens),
            of: WireToken.self,
            empty: "There are no tokens."
        ) { tokens in
            var table = Table(.left("ID"), .left("OWNER"), .left("SCOPES"), .left("CREATED"), .left("STATE"))
            for token in tokens {
                table.add(
                    "\(token.id)",
                    "\(token.owner, .strong)",
                    "\(token.scopes.joined(separator: ", "))",
                    "\(times.phrase(token.createdAt))",
                    state(token, times)
                )
            }
            return table.lines
        }
    }

    private static func state(_ token: WireToken, _ times: RelativeTime) -> TerminalText {
        if let revoked = token.revokedAt { return "\("revoked \(times.phrase(revoked))", .bad)" }
        guard let end = token.expiresAt else { return "valid" }
        return "ends \(end)"
    }
}
