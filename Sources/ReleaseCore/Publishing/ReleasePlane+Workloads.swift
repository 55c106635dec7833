public import ReleaseModel

extension ReleasePlane {
    /// Makes a workload that has no version yet.
    public func createWorkload(_ name: WorkloadName, record: Record) async throws(ReleaseError) -> Receipt<Workload> {
        try await inTurn { () async throws(ReleaseError) in
            guard try await store.workload(name) == nil else { throw .workloadExists(name) }
            let (workload, alias) = try await makeWorkload(name)
            return try await commit(
                [.workloadCreated(workload)] + [alias].compactMap { $0.map(ReleaseFact.aliasCreated) },
                by: record.attribution,
                answering: workload
            )
        }
    }
}
