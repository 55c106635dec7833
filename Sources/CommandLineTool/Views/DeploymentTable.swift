import NativeWire

/// The history of an alias, or of a worker.
struct DeploymentTable: Sendable {
    let deployments: [WireDeployment]
    let times: RelativeTime

    func lines() -> [TerminalText] {
        let aliases = Set(deployments.map(\.alias))
        var table = Table(
            .right("#"),
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
                aliases.count > 1 ? "\(deployment.alias)" : "",
                "\(times.phrase(deployment.createdAt))",
                "\(deployment.author)",
                "\(deployment.source)",
                "\(ShareText.of(deployment.shares))\(deployment.inForce ? "\(" in force", .good)" : "")",
                deployment.provenance.flatMap(ProvenanceText.commit) ?? "",
                message(deployment)
            )
        }
        return table.lines
    }

    private func message(_ deployment: WireDeployment) -> TerminalText {
        let mark: TerminalText? = deployment.restores.map { _ in "\("rollback", .caution)" }
        return [mark, deployment.message.map { TerminalText($0) }].compactMap(\.self).joined(separator: " ")
    }
}
