import NativeWire

/// The flows of a server.
struct FlowTable: Sendable {
    let flows: [WireWorkload]
    let times: RelativeTime

    func lines() -> [TerminalText] {
        var table = Table(
            .left("NAME"),
            .right("LIVE"),
            .left("LABEL"),
            .right("NEWEST"),
            .left("SINCE"),
            .left("WHO"),
            .left("MESSAGE")
        )
        for flow in flows {
            let live = flow.aliases.first { $0.name == "live" }?.deployment
            let share = live?.shares.first
            table.add(
                "\(flow.name, .strong)",
                share.map { "\($0.version, .good)" } ?? "\("none", .faint)",
                "\(share?.tag ?? "")",
                "\(flow.newestVersion.map(String.init) ?? "")",
                live.map { "\(times.phrase($0.createdAt))" } ?? "",
                "\(live?.author ?? "")",
                "\(live?.message ?? "")"
            )
        }
        return table.lines
    }
}
