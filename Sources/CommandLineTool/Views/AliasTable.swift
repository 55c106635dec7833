import NativeWire

/// The aliases of a workload.
struct AliasTable: Sendable {
    let aliases: [WireAlias]

    func lines() -> [TerminalText] {
        var table = Table(.left("ALIAS"), .left("SHARES"), .left("AFFINITY"), .left("URL"))
        for alias in aliases {
            table.add(
                "\(alias.name, .strong)",
                alias.deployment.map { ShareText.of($0.shares) } ?? "\("nothing", .faint)",
                "\(alias.affinity ?? "")",
                "\(alias.url ?? "", .link)"
            )
        }
        return table.lines
    }
}
