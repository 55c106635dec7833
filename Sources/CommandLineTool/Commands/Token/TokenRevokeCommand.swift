import NativeWire

/// The command `sluice token revoke`.
enum TokenRevokeCommand: Command {
    private static let token = Operand("ID", .text, "The token's id, as \"sluice token list\" prints it.")

    static let manual = Manual(
        "revoke",
        "Revoke a token; the server refuses it from then on.",
        operands: [token],
        examples: [.init("sluice token revoke 5b1c09aa-2f0e-4c8b-9a51-6d0f3c1e7a42 -y", "without a question")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let token = session.arguments.required(token)
        let client = try session.client()
        try await Questions(session).confirm("Revoke token \(token)?")
        let result: WireChangeResult = try await client.delete(APIPath(NativeRoutes.token, ["token": token]))
        try session.show(result) { ChangeView(verb: "revoked", result: result).lines() }
        return .success
    }
}
