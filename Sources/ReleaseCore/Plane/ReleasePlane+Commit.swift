import ReleaseModel

extension ReleasePlane {
    /// Carries out a use case in its turn, and waits until the data plane serves by what it wrote.
    ///
    /// It starts over when another process wrote between its reading and its writing.
    func inTurn<Value: Sendable>(
        _ attempt: () async throws(ReleaseError) -> Committed<Value>
    ) async throws(ReleaseError) -> Receipt<Value> {
        let committed = try await turnstile.pass { () async throws(ReleaseError) in
            try await retryingConflicts(attempt)
        }
        let propagation = await environment.announce(committed.revision)
        return Receipt(committed.value, revision: committed.revision, propagation: propagation)
    }

    /// Writes one change; what it answers is told once the data plane has heard of it.
    func commit<Value: Sendable>(
        _ facts: [ReleaseFact],
        by attribution: Attribution,
        expecting expectations: Expectations = Expectations(),
        answering value: Value
    ) async throws(ReleaseError) -> Committed<Value> {
        try checkMessage(attribution.message)
        let change = ReleaseChange(facts, by: attribution, at: now, request: request, settles: settles)
        return Committed(value: value, revision: try await store.commit(change, expecting: expectations))
    }

    /// What a caller's `If-Match` asks of the store.
    func expectation(_ seen: Revision?, of workload: Workload) -> Expectations.UnchangedSince? {
        seen.map { Expectations.UnchangedSince(workload: workload.id, revision: $0) }
    }

    private func retryingConflicts<Value: Sendable>(
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
}

/// What a use case wrote, before the data plane has heard of it.
struct Committed<Value: Sendable>: Sendable {
    let value: Value
    let revision: Revision
}
