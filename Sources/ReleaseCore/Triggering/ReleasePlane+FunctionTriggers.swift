public import ReleaseModel

/// The triggers of one kind that a workload is to have.
public struct TriggerSet: Sendable, Hashable {
    public let workload: WorkloadName
    public let kind: Trigger.Kind
    public let triggers: [Trigger]

    public init(workload: WorkloadName, kind: Trigger.Kind, triggers: [Trigger]) {
        self.workload = workload
        self.kind = kind
        self.triggers = triggers
    }
}

extension ReleasePlane {
    /// Gives workloads these triggers, whole, and no others of their kinds; all in one commit.
    ///
    /// For dialects whose triggers have targets and documents of their own. They are worked out from those that there
    /// were, so `record.seen` belongs to the first workload, and callers take their turn by ``onLatest(of:_:)``.
    public func replaceTriggers(
        _ sets: [TriggerSet],
        record: Record
    ) async throws(ReleaseError) -> Receipt<[Trigger]> {
        try await inTurn { () async throws(ReleaseError) in
            var facts: [ReleaseFact] = []
            var first: Workload?
            for set in sets {
                let workload = try await workload(set.workload)
                guard set.triggers.count <= Self.maximumTriggers else {
                    throw .tooManyTriggers(count: set.triggers.count, limit: Self.maximumTriggers)
                }
                for trigger in set.triggers { try await check(trigger, of: workload) }
                facts.append(.triggersSet(workload.id, set.kind, set.triggers))
                first = first ?? workload
            }
            return try await commit(
                facts,
                by: record.attribution,
                expecting: Expectations(unchangedSince: first.flatMap { expectation(record.seen, of: $0) }),
                answering: sets.flatMap(\.triggers)
            )
        }
    }

    /// Returns an identity for a new trigger.
    public func makeTriggerID() -> Trigger.ID {
        Trigger.ID(environment.makeUUID())
    }

    private func check(_ trigger: Trigger, of workload: Workload) async throws(ReleaseError) {
        try Self.checkLength(trigger.source)
        if let count = trigger.document?.utf8.count, count > Trigger.maximumDocumentBytes {
            throw .textTooLong(field: "trigger", count: count, limit: Trigger.maximumDocumentBytes)
        }
        try await checkFree(trigger.source, for: workload, unlessOf: workload)
        guard case .version(let id) = trigger.target else { return }
        // One that leads to a deleted version may stay, as an alias may.
        guard let version = try await store.version(id), version.workload == workload.id else {
            throw .versionNotFound(id.description, of: WorkloadName(workload))
        }
    }
}
