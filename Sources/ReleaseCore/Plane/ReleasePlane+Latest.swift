public import ReleaseModel

extension ReleasePlane {
    /// Makes a change that is worked out from what a workload is, so that nothing others change meanwhile is lost.
    ///
    /// `change` is handed the revision to name as seen, ``Revision/zero`` when there is no such workload, and must
    /// read the workload itself. It runs again when somebody was faster, `maximumAttempts` times in all; the last
    /// ``ReleaseError/preconditionFailed(seen:changedAt:)`` is thrown on.
    public func onLatest<Value>(
        of name: WorkloadName,
        _ change: (_ seen: Revision) async throws -> Value
    ) async throws -> Value {
        for _ in 1..<Self.maximumAttempts {
            do {
                return try await change(try await lastChange(of: name))
            } catch ReleaseError.preconditionFailed {
                continue
            }
        }
        return try await change(try await lastChange(of: name))
    }

    private func lastChange(of name: WorkloadName) async throws(ReleaseError) -> Revision {
        guard let workload = try await store.workload(name) else { return .zero }
        return try await store.lastChange(of: workload.id)
    }
}
