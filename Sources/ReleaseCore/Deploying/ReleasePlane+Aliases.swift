public import ReleaseModel

/// What becomes of the place an alias reads affinity keys from.
public enum AffinityChange: Sendable, Hashable {
    case keep
    case remove
    case set(RequestAttribute)

    func applied(to alias: Alias) -> Alias {
        let affinity: RequestAttribute? =
            switch self {
            case .keep: alias.affinity
            case .remove: nil
            case .set(let attribute): attribute
            }
        return Alias(
            id: alias.id,
            workload: alias.workload,
            name: alias.name,
            deployment: alias.deployment,
            affinity: affinity
        )
    }
}

extension ReleasePlane {
    /// Makes an alias that does not exist yet, pointing at a routing.
    public func createAlias(
        _ aliasName: Alias.Name,
        of name: WorkloadName,
        routing: Routing,
        affinity: RequestAttribute? = nil,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Deployment> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let existing = try await store.aliases(of: workload.id)
            guard !existing.contains(where: { $0.name == aliasName }) else { throw .aliasExists(aliasName, of: name) }
            guard existing.count < Self.maximumAliases else {
                throw .tooManyAliases(count: existing.count, limit: Self.maximumAliases)
            }
            if workload.kind == .worker { try await checkHost(ofNewAlias: aliasName, of: workload) }
            let alias = Alias(
                id: Alias.ID(environment.makeUUID()),
                workload: workload.id,
                name: aliasName,
                affinity: affinity
            )
            let numbers = try await checkTargets(of: routing, in: workload)
            let deployment = try await makeDeployment(
                routing,
                on: alias,
                restoring: nil,
                numbers: numbers,
                record: record
            )
            return try await commit(
                [.aliasCreated(alias), .deploymentMade(deployment)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: deployment
            )
        }
    }

    /// Changes where an alias's affinity keys are read from.
    public func setAffinity(
        _ change: AffinityChange,
        of aliasName: Alias.Name,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Alias> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let alias = try await alias(aliasName, of: workload)
            let changed = change.applied(to: alias)
            return try await commit(
                [.aliasChanged(changed)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: changed
            )
        }
    }

    /// Deletes an alias other than the built-in one; its history stays in the log.
    public func deleteAlias(
        _ aliasName: Alias.Name,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Alias> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let alias = try await alias(aliasName, of: workload)
            guard aliasName != workload.kind.builtInAlias else { throw .aliasIsBuiltIn(aliasName, of: name) }
            let tombstone = Tombstone(attribution: record.attribution, deletedAt: now)
            let expectations = Expectations(
                aliases: [alias.id: alias.deployment],
                unchangedSince: expectation(record.seen, of: workload)
            )
            return try await commit(
                [.aliasDeleted(alias, tombstone)],
                by: record.attribution,
                expecting: expectations,
                answering: alias
            )
        }
    }
}
