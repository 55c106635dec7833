public import ReleaseModel

extension ReleasePlane {
    /// Takes a deployment out of lists; the log keeps it, and so does whatever refers to it.
    ///
    /// What an alias serves cannot be hidden: ``ReleaseError/deploymentInForce(_:of:)``.
    public func hideDeployment(
        _ id: Deployment.ID,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Deployment> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            guard let deployment = try await store.deployment(id), deployment.workload == workload.id,
                !deployment.isHidden
            else { throw .deploymentNotFound(id.description, of: name) }
            let alias = try await store.aliases(of: workload.id).first { $0.id == deployment.alias }
            guard alias?.deployment != id else { throw .deploymentInForce(deployment, of: name) }
            return try await commit(
                [.deploymentHidden(deployment)],
                by: record.attribution,
                expecting: Expectations(
                    aliases: alias.map { [$0.id: $0.deployment] } ?? [:],
                    unchangedSince: expectation(record.seen, of: workload)
                ),
                answering: deployment
            )
        }
    }
}
