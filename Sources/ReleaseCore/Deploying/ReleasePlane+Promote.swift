public import ReleaseModel

extension ReleasePlane {
    /// Gives one version everything.
    ///
    /// Without a version the split must have exactly two: then the newer one is meant.
    public func promote(
        _ reference: VersionReference?,
        on aliasName: Alias.Name,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Deployment> {
        try await move(aliasName, of: name, record: record) { (workload, alias) async throws(ReleaseError) in
            let current = try await inForce(on: alias)
            let version: Version
            if let reference {
                version = try await liveVersion(reference, of: workload)
            } else {
                version = try await newerOfTwo(current, alias: alias, of: workload)
            }
            guard current?.soleVersion != version.id else { throw .alreadyInForce(version, alias.name, of: name) }
            return Move(routing: Routing(split: TrafficSplit(allTo: version.id)), restores: nil)
        }
    }

    private func newerOfTwo(
        _ current: Deployment?,
        alias: Alias,
        of workload: Workload
    ) async throws(ReleaseError) -> Version {
        guard let current else { throw .aliasNotDeployed(alias.name, of: WorkloadName(workload)) }
        let targets = current.routing.split.versions
        guard targets.count == 2 else {
            throw .versionRequired(alias.name, of: WorkloadName(workload), targets: targets.count)
        }
        let first = try await version(.id(targets[0]), of: workload)
        let second = try await version(.id(targets[1]), of: workload)
        return first.number > second.number ? first : second
    }
}
