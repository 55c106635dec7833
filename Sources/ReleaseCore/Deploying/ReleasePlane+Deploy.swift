public import ReleaseModel

extension ReleasePlane {
    /// Points an alias at a routing and records the move; what else is said of the alias changes with it.
    public func deploy(
        _ routing: Routing,
        to aliasName: Alias.Name,
        of name: WorkloadName,
        changing change: AliasChange = AliasChange(),
        record: Record
    ) async throws(ReleaseError) -> Receipt<Deployment> {
        try check(change)
        return try await move(aliasName, of: name, changing: change, record: record) {
            (_, _) async throws(ReleaseError) in
            Move(routing: routing, restores: nil)
        }
    }

    /// Reads the shares that a caller wrote: names become versions, percentages whole slots.
    public func split(
        _ shares: [RequestedShare],
        of workload: Workload
    ) async throws(ReleaseError) -> TrafficSplit {
        guard shares.count <= TrafficSplit.maximumTargets else {
            throw .splitInvalid(.tooManyTargets(count: shares.count, limit: TrafficSplit.maximumTargets))
        }
        guard let slots = Percentage.slots(of: shares.map(\.percentage)) else {
            throw .percentagesOff(sum: Percentage.sum(of: shares.map(\.percentage)))
        }
        var result: [TrafficSplit.Share] = []
        for (share, slots) in zip(shares, slots) {
            let version = try await liveVersion(share.version, of: workload)
            result.append(TrafficSplit.Share(.version(version.id), slots: slots))
        }
        do {
            return try TrafficSplit(result)
        } catch {
            throw .splitInvalid(error)
        }
    }

    /// Where a move leads, decided from the alias and the deployment in force on it.
    struct Move: Sendable {
        let routing: Routing
        let restores: Deployment?
    }

    /// Moves an alias to what `decide` says, and decides again when another process moved it meanwhile.
    ///
    /// What is live of a flow moves where the flow runs first.
    func move(
        _ aliasName: Alias.Name,
        of name: WorkloadName,
        changing change: AliasChange = AliasChange(),
        record: Record,
        decide: (Workload, Alias) async throws(ReleaseError) -> Move
    ) async throws(ReleaseError) -> Receipt<Deployment> {
        if name.kind == .flow, aliasName == .live {
            return try await moveFlow(name, record: record, decide: decide)
        }
        return try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let alias = try await alias(aliasName, of: workload)
            let move = try await decide(workload, alias)
            let numbers = try await checkTargets(of: move.routing, in: workload)
            let deployment = try await makeDeployment(
                move.routing,
                on: alias,
                restoring: move.restores,
                numbers: numbers,
                record: record
            )
            let expectations = Expectations(
                aliases: [alias.id: alias.deployment],
                unchangedSince: expectation(record.seen, of: workload)
            )
            let changes: [ReleaseFact] = change.isEmpty ? [] : [.aliasChanged(change.applied(to: alias))]
            return try await commit(
                changes + [.deploymentMade(deployment)],
                by: record.attribution,
                expecting: expectations,
                answering: deployment
            )
        }
    }

    /// Refuses targets that are unknown, deleted or too many, and a head where there is none; returns the numbers of the versions.
    func checkTargets(
        of routing: Routing,
        in workload: Workload
    ) async throws(ReleaseError) -> [Version.ID: Int] {
        let limit = workload.kind.maximumTargets
        let most = ([routing.split] + routing.rules.map(\.split)).map(\.shares.count).max() ?? 0
        guard most <= limit else { throw .tooManyTargets(count: most, limit: limit, kind: workload.kind) }
        guard routing.rules.count <= Rule.maximumCount else {
            throw .tooManyRules(count: routing.rules.count, limit: Rule.maximumCount)
        }
        if routing.targets.contains(.head) { _ = try await draft(of: workload) }
        var numbers: [Version.ID: Int] = [:]
        for id in routing.targets.compactMap(\.version) {
            numbers[id] = try await liveVersion(.id(id), of: workload).number
        }
        return numbers
    }

    /// Makes the entry that follows the one in force on an alias, with slot maps derived from its.
    func makeDeployment(
        _ routing: Routing,
        on alias: Alias,
        restoring restored: Deployment?,
        numbers: [Version.ID: Int],
        record: Record
    ) async throws(ReleaseError) -> Deployment {
        let previous = try await inForce(on: alias)
        var numbers = numbers
        for id in previous?.routing.targets.compactMap(\.version) ?? [] where numbers[id] == nil {
            numbers[id] = try await store.version(id)?.number
        }
        return Deployment(
            id: Deployment.ID(environment.makeUUID()),
            workload: alias.workload,
            alias: alias.id,
            sequence: (previous?.sequence ?? 0) + 1,
            routing: DeployedRouting(routing, after: previous?.routing, restoring: restored?.routing, numbers: numbers),
            origin: record.origin,
            restores: restored?.id,
            attribution: record.attribution,
            provenance: record.provenance,
            verbatim: record.verbatim,
            createdAt: now
        )
    }
}
