import NativeWire

/// The history of an alias, or of a worker.
struct DeploymentTable: Sendable {
    let deployments: [WireDeployment]
    let times: RelativeTime

    func lines() -> [TerminalText] {
        let aliases = Set(deployments.map(\.alias))
        var table = Table(
            .right("#"),
            .left("ID"),
            .left("ALIAS"),
            .left("WHEN"),
            .left("WHO"),
            .left("SOURCE"),
            .left("SHARES"),
            .left("COMMIT"),
            .left("MESSAGE")
        )
        for deployment in deployments {
            table.add(
                "\(deployment.sequence, deployment.inForce ? .strong : nil)",
                "\(deployment.id.prefix(8), .faint)",
                aliases.count > 1 ? "\(deployment.alias)" : "",
                "\(times.phrase(deployment.createdAt))",
                "\(deployment.author)",
                "\(deployment.source)",
                "\(shares(deployment))\(deployment.inForce ? "\(" in force", .good)" : "")",
                deployment.provenance.flatMap(ProvenanceText.commit) ?? "",
                message(deployment)
            )
        }
        return table.lines
    }

    /// With a word on rules, by which others than the shown ones may serve.
    private func shares(_ deployment: WireDeployment) -> TerminalText {
        let shares = ShareText.of(deployment.shares)
        guard !deployment.rules.isEmpty else { return shares }
        return "\(shares) \("+\(Plural.of(deployment.rules.count, "rule"))", .caution)"
    }

    private func message(_ deployment: WireDeployment) -> TerminalText {
        let mark: TerminalText? = deployment.restores.map { _ in "\("rollback", .caution)" }
        return [mark, deployment.message.map { TerminalText($0) }].compactMap(\.self).joined(separator: ": ")
    }
}
