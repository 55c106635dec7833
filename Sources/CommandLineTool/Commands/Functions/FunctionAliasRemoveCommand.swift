import HTTPModel
import NativeWire

/// The command `sluice fc alias remove`.
enum FunctionAliasRemoveCommand: Command {
    static let manual = Manual(
        "remove",
        "Remove an alias; its versions stay.",
        discussion: ["While triggers or custom domains lead to it, it is not removed unless --force says so."],
        operands: [FunctionOption.service, FunctionOption.alias],
        options: [FunctionOption.force],
        examples: [.init("sluice fc alias remove shop staging", "after a question")]
    )

    /// What was removed, for programs.
    private struct Removal: Encodable {
        let service: String
        let alias: String
        let referrers: [String]
    }

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let service = session.arguments.required(FunctionOption.service)
        let alias = session.arguments.required(FunctionOption.alias)
        let client = try FunctionComputeClient(session)
        _ = try await client.get(FunctionPath.alias(alias, of: service))
        let referrers = try await AliasReferrers.read(to: alias, of: service, by: client).names
        guard referrers.isEmpty || session.arguments[FunctionOption.force] else {
            throw .refused(
                "alias_in_use",
                (["Alias \(alias) of \(service) is in use by:"] + referrers.map { "- \($0)" }).joined(separator: "\n"),
                nextStep: "Point them elsewhere, or pass --force: calls through them fail then."
            )
        }
        try await Questions(session).confirmDeletion(of: alias, "Alias \(alias) of service \(service)")
        try await client.delete(FunctionPath.alias(alias, of: service))
        try session.show(Removal(service: service, alias: alias, referrers: referrers)) {
            ["\(service, .strong) alias \(alias, .strong) is removed"]
        }
        for referrer in referrers { session.console.warn("calls through \(referrer) fail from now on") }
        return .success
    }
}
