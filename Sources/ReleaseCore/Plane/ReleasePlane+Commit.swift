import ReleaseModel

extension ReleasePlane {
    /// Writes one change and waits until the data plane serves by it.
    func commit<Value: Sendable>(
        _ facts: [ReleaseFact],
        by attribution: Attribution,
        expecting expectations: Expectations = Expectations(),
        answering value: Value
    ) async throws(ReleaseError) -> Receipt<Value> {
        let change = ReleaseChange(facts, by: attribution, at: now)
        let revision = try await store.commit(change, expecting: expectations)
        return Receipt(value, revision: revision, propagation: await environment.announce(revision))
    }

    /// Carries out an attempt again while somebody else keeps writing in between.
    func retryingConflicts<Value: Sendable>(
        _ attempt: () async throws(ReleaseError) -> Value
    ) async throws(ReleaseError) -> Value {
        for _ in 1..<Self.maximumAttempts {
            do {
                return try await attempt()
            } catch .conflict {
                continue
            }
        }
        return try await attempt()
    }

    /// What a caller's `If-Match` asks of the store.
    func expectation(_ seen: Revision?, of workload: Workload) -> Expectations.UnchangedSince? {
        seen.map { Expectations.UnchangedSince(workload: workload.id, revision: $0) }
    }
}
