import HTTPModel
import NativeWire

/// The command `sluice fc alias list`.
enum FunctionAliasListCommand: Command {
    static let manual = Manual(
        "list",
        "List the aliases of a service, and the versions that they lead to.",
        operands: [FunctionOption.service],
        options: ListOption.options,
        examples: [.init("sluice fc alias list shop", "who serves what")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let service = session.arguments.required(FunctionOption.service)
        let client = try FunctionComputeClient(session)
        let pages = FunctionPages(client: client, path: FunctionPath.aliases(of: service), member: "aliases")
        let times = RelativeTime(now: session.now())
        return try await session.showFunctions(pages, empty: "\(service) has no aliases.") { aliases in
            var table = Table(.left("ALIAS"), .left("SERVES"), .left("MOVED"), .left("DESCRIPTION"))
            for alias in aliases.map(AliasReading.init) {
                table.add("\(alias.name, .strong)", alias.share, "\(times.phrase(alias.moved))", "\(alias.description)")
            }
            return table.lines
        }
    }
}
