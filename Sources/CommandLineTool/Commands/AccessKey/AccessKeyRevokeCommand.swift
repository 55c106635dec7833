import NativeWire

/// The command `sluice access-key revoke`.
enum AccessKeyRevokeCommand: Command {
    private static let key = Operand("ID", .text, "The key's id, as \"sluice access-key list\" prints it.")

    static let manual = Manual(
        "revoke",
        "Revoke an access key; the server refuses its signatures from then on.",
        operands: [key],
        examples: [.init("sluice access-key revoke LTAI8vXq2Zb0Lk4WmT1sRc7Y -y", "without a question")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let key = session.arguments.required(key)
        let client = try session.client()
        try await Questions(session).confirm("Revoke access key \(key)?")
        let result: WireChangeResult = try await client.delete(APIPath(NativeRoutes.accessKey, ["accessKey": key]))
        try session.show(result) { ChangeView(verb: "revoked", result: result).lines() }
        return .success
    }
}
