public import ReleaseModel

extension ReleasePlane {
    /// The most triggers of one kind of one workload.
    public static let maximumTriggers = 1_000
    /// The longest host, pattern, path or expression, in bytes.
    public static let maximumTriggerLength = 1_024

    /// Gives a workload these triggers of one kind, and no others; what stays keeps its identity.
    ///
    /// A host or route that leads to another workload is refused: ``ReleaseError/triggerTaken(_:owner:)``.
    public func setTriggers(
        _ sources: [Trigger.Source],
        kind: Trigger.Kind,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<[Trigger]> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let present = try await store.triggers(of: workload.id).filter { $0.source.kind == kind }
            let triggers = try await triggers(sources, of: workload, keeping: present)
            return try await commit(
                [.triggersSet(workload.id, kind, triggers)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: triggers
            )
        }
    }

    private func triggers(
        _ sources: [Trigger.Source],
        of workload: Workload,
        keeping present: [Trigger]
    ) async throws(ReleaseError) -> [Trigger] {
        guard sources.count <= Self.maximumTriggers else {
            throw .tooManyTriggers(count: sources.count, limit: Self.maximumTriggers)
        }
        var triggers: [Trigger] = []
        for source in sources where !triggers.contains(where: { $0.source == source }) {
            guard source.text.utf8.count <= Self.maximumTriggerLength else {
                throw .textTooLong(
                    field: source.kind.rawValue,
                    count: source.text.utf8.count,
                    limit: Self.maximumTriggerLength
                )
            }
            if let kept = present.first(where: { $0.source == source }) {
                triggers.append(kept)
                continue
            }
            try await checkFree(source, for: workload)
            triggers.append(
                Trigger(
                    id: Trigger.ID(environment.makeUUID()),
                    workload: workload.id,
                    source: source,
                    target: .alias(workload.kind.builtInAlias ?? .production),
                    createdAt: now
                )
            )
        }
        return triggers
    }

    private func checkFree(_ source: Trigger.Source, for workload: Workload) async throws(ReleaseError) {
        guard source.kind == .host || source.kind == .route else { return }
        guard let other = try await store.trigger(source), other.workload != workload.id,
            let owner = try await store.workload(other.workload)
        else { return }
        throw .triggerTaken(source, owner: WorkloadName(owner))
    }
}
