public import ReleaseModel

extension ReleasePlane {
    /// Makes a workload that has no version yet, with settings of its own.
    public func createWorkload(
        _ name: WorkloadName,
        settings: [Setting.Name: String] = [:],
        record: Record
    ) async throws(ReleaseError) -> Receipt<Workload> {
        for (setting, value) in settings { try Self.check(setting, value) }
        return try await inTurn { () async throws(ReleaseError) in
            guard try await store.workload(name) == nil else { throw .workloadExists(name) }
            let (workload, alias) = try await makeWorkload(name)
            let made = [.workloadCreated(workload)] + [alias].compactMap { $0.map(ReleaseFact.aliasCreated) }
            return try await commit(
                made + Self.facts(settings, of: workload),
                by: record.attribution,
                answering: workload
            )
        }
    }
}
