import NativeWire

/// The command `sluice fc version remove`.
enum FunctionVersionRemoveCommand: Command {
    private static let version = Operand("VERSION", .version, "The version to remove.")

    static let manual = Manual(
        "remove",
        "Remove a version of a service; its number is never used again.",
        discussion: [
            "A version that aliases, triggers or custom domains lead to is not removed; the refusal names them all, unless"
                + " --force says otherwise."
        ],
        operands: [FunctionOption.service, version],
        options: [FunctionOption.force],
        examples: [
            .init("sluice fc version remove shop 3", "after a question"),
            .init("sluice fc version remove shop 3 --force -y", "although something leads to it"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let service = session.arguments.required(FunctionOption.service)
        let version = session.arguments.required(version)
        let client = try session.client()
        try await Questions(session).confirmDeletion(of: version, "Version \(version) of service \(service)")
        let path = APIPath(NativeRoutes.version, ["kind": "services", "name": service, "version": version])
        let policy = session.arguments[FunctionOption.force] ? "dangle" : "refuse"
        let result: WireChangeResult
        do throws(CommandFailure) {
            result = try await client.delete(path, query: [("policy", policy)])
        } catch  where error.code == "version_in_use" {
            throw error.advising("Lead them to other versions first, or break them with --force.")
        }
        try session.show(result) { ChangeView(verb: "removed", result: result).lines() }
        return .success
    }
}
