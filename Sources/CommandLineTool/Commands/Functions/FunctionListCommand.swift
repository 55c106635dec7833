import HTTPModel
import NativeWire

/// The command `sluice fc list`.
enum FunctionListCommand: Command {
    private static let service = Operand(
        "SERVICE[.QUALIFIER]",
        .service,
        arity: .optional,
        "The service whose functions to list, as they are in LATEST, a version or an alias; without it, the services."
    )

    private static let region = Option(
        "region",
        "REGION",
        .anyText,
        "Only the services of that region; local where a service names none."
    )

    static let manual = Manual(
        "list",
        "List the services, or the functions of one with what really runs them.",
        operands: [service],
        options: [region] + ListOption.options,
        examples: [
            .init("sluice fc list", "the services there are"),
            .init("sluice fc list --region eu", "those of a region"),
            .init("sluice fc list shop", "the functions of a service, as they are being edited"),
            .init("sluice fc list shop.3 --all --json", "those of version 3, for a program"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let client = try FunctionComputeClient(session)
        let region = session.arguments[region]
        guard let address = session.arguments[service] else {
            return try await listServices(session, client, of: region)
        }
        guard region == nil else {
            throw .usage(
                "options_conflict",
                "--region chooses among services, and \(address.service) is one.",
                nextStep: "Leave out one of the two."
            )
        }
        let pages = FunctionPages(
            client: client,
            path: FunctionPath.functions(of: address.service),
            member: "functions",
            query: address.query
        )
        let engines = try await EngineNames.read(client.client)
        return try await session.showFunctions(pages, empty: "\(address.service) has no functions.") { functions in
            table(functions, engines, RelativeTime(now: session.now()))
        }
    }

    private static func listServices(
        _ session: Session,
        _ client: FunctionComputeClient,
        of region: String?
    ) async throws(CommandFailure) -> ExitCode {
        let pages = FunctionPages(
            client: client,
            path: FunctionPath.services,
            member: "services",
            query: region.map { [("region", $0)] } ?? []
        )
        let times = RelativeTime(now: session.now())
        return try await session.showFunctions(pages, empty: "There are no services.") { services in
            var table = Table(.left("SERVICE"), .left("REGION"), .left("CHANGED"), .left("DESCRIPTION"))
            for service in services {
                table.add(
                    "\(service["serviceName"]?.string ?? "", .strong)",
                    "\(service["region"]?.string ?? "")",
                    "\(times.phrase(service["lastModifiedTime"]?.string ?? ""))",
                    "\(service["description"]?.string ?? "")"
                )
            }
            return table.lines
        }
    }

    private static func table(_ functions: [JSONValue], _ engines: EngineNames, _ times: RelativeTime) -> [TerminalText]
    {
        var table = Table(
            .left("FUNCTION"),
            .left("RUNTIME"),
            .left("RUNS ON"),
            .right("MEMORY"),
            .right("CODE"),
            .left("CHANGED")
        )
        for function in functions {
            let runtime = function["runtime"]?.string ?? ""
            table.add(
                "\(function["functionName"]?.string ?? "", .strong)",
                "\(runtime)",
                engines[runtime],
                "\(function["memorySize"]?.integer ?? 0) MiB",
                "\(ByteCount(function["codeSize"]?.integer ?? 0).description)",
                "\(times.phrase(function["lastModifiedTime"]?.string ?? ""))"
            )
        }
        return table.lines
    }
}
