public import ReleaseModel

extension ReleasePlane {
    /// The most triggers of one kind of one workload.
    public static let maximumTriggers = 1_000
    /// The longest host, pattern, path or expression, in bytes.
    public static let maximumTriggerLength = 1_024

    /// Gives a workload these triggers of some kinds, and no others of those; all at once, and what stays keeps its
    /// identity.
    ///
    /// Kinds that are not named stay as they are. A host or route that leads to another workload is refused:
    /// ``ReleaseError/triggerTaken(_:owner:)``.
    public func setTriggers(
        _ sources: [Trigger.Kind: [Trigger.Source]],
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<[Trigger]> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let present = try await store.triggers(of: workload.id)
            var facts: [ReleaseFact] = []
            var set: [Trigger] = []
            for kind in Trigger.Kind.allCases {
                guard let wanted = sources[kind] else { continue }
                let kept = present.filter { $0.source.kind == kind }
                let triggers = try await triggers(wanted, of: workload, keeping: kept)
                facts.append(.triggersSet(workload.id, kind, triggers))
                set += triggers
            }
            return try await commit(
                facts,
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: set
            )
        }
    }

    /// Adds one trigger to those that a workload has; the same again changes nothing.
    public func addTrigger(
        _ source: Trigger.Source,
        to name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Trigger> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let present = try await store.triggers(of: workload.id).filter { $0.source.kind == source.kind }
            let triggers = try await triggers(present.map(\.source) + [source], of: workload, keeping: present)
            guard let added = triggers.first(where: { $0.source == source }) else { throw .conflict("trigger") }
            return try await commit(
                [.triggersSet(workload.id, source.kind, triggers)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: added
            )
        }
    }

    /// Gives a trigger another source of its kind, or another workload, in one commit; it keeps its identity.
    ///
    /// ``ReleaseError/conflict(_:)`` when the workload has no such trigger any more.
    public func moveTrigger(
        _ id: Trigger.ID,
        of name: WorkloadName,
        to source: Trigger.Source,
        leadingTo target: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Trigger> {
        try await inTurn { () async throws(ReleaseError) in
            try Self.checkLength(source)
            let (old, new) = (try await workload(name), try await workload(target))
            let kind = source.kind
            let present = try await store.triggers(of: old.id).filter { $0.source.kind == kind }
            guard let moving = present.first(where: { $0.id == id }) else { throw .conflict("trigger \(id) is gone") }
            let left = present.filter { $0.id != id }
            let kept = new.id == old.id ? left : try await store.triggers(of: new.id).filter { $0.source.kind == kind }
            guard kept.count < Self.maximumTriggers else {
                throw .tooManyTriggers(count: kept.count + 1, limit: Self.maximumTriggers)
            }
            if source != moving.source { try await checkFree(source, for: new, unlessOf: nil) }
            let moved = Trigger(
                id: id,
                workload: new.id,
                source: source,
                target: .alias(new.kind.builtInAlias ?? .production),
                component: moving.component,
                createdAt: moving.createdAt
            )
            let leaving: [ReleaseFact] = new.id == old.id ? [] : [.triggersSet(old.id, kind, left)]
            return try await commit(
                leaving + [.triggersSet(new.id, kind, kept + [moved])],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: old)),
                answering: moved
            )
        }
    }

    /// Removes one trigger; what is gone already is no error.
    public func removeTrigger(
        _ trigger: Trigger,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Trigger> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let kind = trigger.source.kind
            let kept = try await store.triggers(of: workload.id).filter {
                $0.source.kind == kind && $0.id != trigger.id
            }
            return try await commit(
                [.triggersSet(workload.id, kind, kept)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: trigger
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
            try Self.checkLength(source)
            if let kept = present.first(where: { $0.source == source }) {
                triggers.append(kept)
                continue
            }
            try await checkFree(source, for: workload, unlessOf: workload)
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

    static func checkLength(_ source: Trigger.Source) throws(ReleaseError) {
        let count = source.text.utf8.count
        guard count <= maximumTriggerLength else {
            throw .textTooLong(field: source.kind.rawValue, count: count, limit: maximumTriggerLength)
        }
    }

    private func isOperators(_ workload: Workload) async throws(ReleaseError) -> Bool {
        try await store.accounts().first { $0.id == workload.account }?.name == Account.operatorName
    }

    func checkFree(
        _ source: Trigger.Source,
        for target: Workload,
        unlessOf workload: Workload?
    ) async throws(ReleaseError) {
        guard [.host, .route, .domainPath].contains(source.kind) else { return }
        // A narrower route would take part of another account's host, and get the cookies of its visitors.
        guard try await isOperators(target) else { throw .zoneForbidden(source) }
        guard let other = try await store.trigger(source), other.workload != workload?.id,
            let owner = try await store.workload(other.workload)
        else { return }
        throw .triggerTaken(source, owner: owner.account == target.account ? WorkloadName(owner) : nil)
    }
}
