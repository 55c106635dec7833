import HTTPModel
import NativeWire

/// The command `sluice fc version list`.
enum FunctionVersionListCommand: Command {
    static let manual = Manual(
        "list",
        "List the versions of a service, newest first, and the aliases that lead to them.",
        operands: [FunctionOption.service],
        options: ListOption.options,
        examples: [.init("sluice fc version list shop", "the newest versions")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let service = session.arguments.required(FunctionOption.service)
        let client = try FunctionComputeClient(session)
        let aliases = FunctionPages(client: client, path: FunctionPath.aliases(of: service), member: "aliases")
        let readings = session.wantsJSON ? [] : try await aliases.all().items.map(AliasReading.init)
        let pages = FunctionPages(client: client, path: FunctionPath.versions(of: service), member: "versions")
        let times = RelativeTime(now: session.now())
        return try await session.showFunctions(pages, empty: "\(service) has no versions yet.") { versions in
            var table = Table(.right("VERSION"), .left("CREATED"), .left("ALIASES"), .left("DESCRIPTION"))
            for version in versions {
                let number = version["versionId"]?.string ?? ""
                let names = readings.filter { $0.version == number || $0.canary == number }.map(\.name)
                table.add(
                    "\(number, .strong)",
                    "\(times.phrase(version["createdTime"]?.string ?? ""))",
                    "\(names.joined(separator: ", "))",
                    "\(version["description"]?.string ?? "")"
                )
            }
            return table.lines
        }
    }
}
