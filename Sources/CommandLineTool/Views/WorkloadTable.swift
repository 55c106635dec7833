import NativeWire

/// The workloads of a server.
struct WorkloadTable: Sendable {
    let workloads: [WireWorkload]

    func lines() -> [TerminalText] {
        var table = Table(.left("NAME"), .left("KIND"), .right("NEWEST"), .left("SERVING"), .left("URL"))
        for workload in workloads {
            let builtIn = workload.aliases.first { $0.name == "production" || $0.name == "live" }
            table.add(
                "\(workload.name, .strong)",
                "\(workload.kind)",
                "\(workload.newestVersion.map(String.init) ?? "")",
                builtIn?.deployment.map { ShareText.of($0.shares) } ?? "\("nothing", .faint)",
                "\(workload.url ?? "", .link)"
            )
        }
        return table.lines
    }
}
