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

    /// Adds one trigger to those that a workload has; the same again changes nothing.
    public func addTrigger(
        _ source: Trigger.Source,
        to name: WorkloadName,
        id: Trigger.ID? = nil,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Trigger> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let present = try await store.triggers(of: workload.id).filter { $0.source.kind == source.kind }
            var triggers = try await triggers(present.map(\.source) + [source], of: workload, keeping: present)
            guard var added = triggers.first(where: { $0.source == source }) else { throw .conflict("trigger") }
            if let id {
                added = Trigger(
                    id: id,
                    workload: added.workload,
                    source: source,
                    target: added.target,
                    component: added.component,
                    createdAt: added.createdAt
                )
                triggers = triggers.map { $0.source == source ? added : $0 }
            }
            return try await commit(
                [.triggersSet(workload.id, source.kind, triggers)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: added
            )
        }
    }

    /// Removes one trigger; what is gone already is no error.
    public func removeTrigger(
        _ id: Trigger.ID,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Trigger.ID> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let present = try await store.triggers(of: workload.id)
            let kind = present.first { $0.id == id }?.source.kind ?? .route
            let kept = present.filter { $0.source.kind == kind && $0.id != id }
            return try await commit(
                [.triggersSet(workload.id, kind, kept)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: id
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
