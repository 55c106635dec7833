public import ReleaseModel

extension ReleasePlane {
    /// Makes an alias that does not exist yet, pointing at a routing.
    public func createAlias(
        _ aliasName: Alias.Name,
        of name: WorkloadName,
        routing: Routing,
        affinity: RequestAttribute? = nil,
        description: String = "",
        record: Record
    ) async throws(ReleaseError) -> Receipt<Deployment> {
        try checkLength(description, field: "description", limit: Alias.maximumDescriptionLength)
        return try await inTurn { () async throws(ReleaseError) in
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
                affinity: affinity,
                description: description,
                createdAt: now
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

    /// Changes what is said of an alias besides where it points.
    public func change(
        _ aliasName: Alias.Name,
        of name: WorkloadName,
        by change: AliasChange,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Alias> {
        try check(change)
        return try await inTurn { () async throws(ReleaseError) in
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

    func check(_ change: AliasChange) throws(ReleaseError) {
        try checkLength(change.description, field: "description", limit: Alias.maximumDescriptionLength)
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
