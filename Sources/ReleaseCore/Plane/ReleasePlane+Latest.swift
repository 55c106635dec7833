public import ReleaseModel

extension ReleasePlane {
    /// Makes a change that is worked out from what a workload is, so that nothing others change meanwhile is lost.
    ///
    /// `change` is handed the revision to name as seen, ``Revision/zero`` when there is no such workload, and must
    /// read the workload itself. Such changes of one workload come one after another, since each would spoil the work
    /// of the others. `change` runs again when some other change came between, `maximumAttempts` times in all; then
    /// ``ReleaseError/conflict(_:)`` is thrown.
    public func onLatest<Value>(
        of name: WorkloadName,
        _ change: (_ seen: Revision) async throws -> Value
    ) async throws -> Value {
        try await workloadTurnstiles.pass(name) {
            for _ in 0..<Self.maximumAttempts {
                do {
                    return try await change(try await lastChange(of: name))
                } catch ReleaseError.preconditionFailed {
                    continue
                }
            }
            throw ReleaseError.conflict("\(name) changed \(Self.maximumAttempts) times meanwhile")
        }
    }

    private func lastChange(of name: WorkloadName) async throws(ReleaseError) -> Revision {
        guard let workload = try await store.workload(name) else { return .zero }
        return try await store.lastChange(of: workload.id)
    }
}
