import NativeWire

/// The command `sluice workloads view`.
enum WorkloadsViewCommand: Command {
    private static let name = Operand("WORKER", .worker, "The worker.")

    static let manual = Manual(
        "view",
        "Show one worker and its aliases.",
        operands: [name],
        examples: [.init("sluice workloads view hello", "the worker hello")]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let path = APIPath(NativeRoutes.workload, ["kind": "workers", "name": session.arguments.required(name)])
        let workload: WireWorkload = try await session.client().get(path)
        let times = RelativeTime(now: session.now())
        try session.show(workload) {
            var fields = FieldList()
            fields.add(text: "url", workload.url)
            fields.add("newest", workload.newestVersion.map { "version \($0)" })
            fields.add("created", "\(times.phrase(workload.createdAt))")
            fields.add("revision", "\(workload.revision)")
            fields.add("id", "\(workload.id, .faint)")
            return ["\(workload.kind) \(workload.name, .strong)"] + fields.lines + [""]
                + AliasTable(aliases: workload.aliases).lines()
        }
        return .success
    }
}
