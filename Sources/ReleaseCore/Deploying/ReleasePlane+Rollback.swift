public import ReleaseModel

/// Where a rollback goes.
public enum RollbackTarget: Sendable, Hashable {
    /// The newest earlier deployment that gave one version everything, skipping rollbacks and what they undid.
    case previousStable
    case version(VersionReference)
    /// A deployment's id, or a unique prefix of it.
    case deployment(String)
}

extension ReleasePlane {
    /// The most deployments that a rollback looks back over.
    static let maximumHistory = 10_000

    /// Brings back what an alias served before, as a new deployment.
    ///
    /// Rolling back the latest deployment gives every affinity key back to the version it had.
    public func rollback(
        _ aliasName: Alias.Name,
        of name: WorkloadName,
        to target: RollbackTarget,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Deployment> {
        try await move(aliasName, of: name, record: record) { (workload, alias) async throws(ReleaseError) in
            try await moveBack(to: target, on: alias, of: workload)
        }
    }

    /// Returns what a rollback would bring back, and changes nothing.
    public func plannedRollback(
        _ aliasName: Alias.Name,
        of name: WorkloadName,
        to target: RollbackTarget
    ) async throws(ReleaseError) -> PlannedRollback {
        let workload = try await workload(name)
        let move = try await moveBack(to: target, on: try await alias(aliasName, of: workload), of: workload)
        _ = try await checkTargets(of: move.routing, in: workload)
        return PlannedRollback(routing: move.routing, restores: move.restores)
    }

    private func moveBack(
        to target: RollbackTarget,
        on alias: Alias,
        of workload: Workload
    ) async throws(ReleaseError) -> Move {
        guard let current = try await inForce(on: alias) else {
            throw .aliasNotDeployed(alias.name, of: WorkloadName(workload))
        }
        switch target {
        case .previousStable:
            return try await previousStable(before: current, on: alias, of: workload)
        case .version(let reference):
            return try await moveBack(to: reference, from: current, on: alias, of: workload)
        case .deployment(let text):
            return try await moveBack(toDeployment: text, on: alias, of: workload)
        }
    }

    private func previousStable(
        before current: Deployment,
        on alias: Alias,
        of workload: Workload
    ) async throws(ReleaseError) -> Move {
        for candidate in try await history(of: alias).stableBefore(current) {
            if let id = candidate.soleVersion, let version = try await store.version(id), !version.isDeleted {
                return Move(routing: try await withoutDeleted(Routing(candidate.routing)), restores: candidate)
            }
        }
        throw .noStableDeployment(alias.name, of: WorkloadName(workload))
    }

    /// The routing without versions at 0 % that were deleted since: they had no traffic to bring back.
    private func withoutDeleted(_ routing: Routing) async throws(ReleaseError) -> Routing {
        var shares: [TrafficSplit.Share] = []
        for share in routing.split.shares {
            let isGone = try await isDeleted(share.target)
            if share.slots > 0 || !isGone { shares.append(share) }
        }
        do {
            return Routing(split: try TrafficSplit(shares), rules: routing.rules)
        } catch {
            throw .splitInvalid(error)
        }
    }

    private func isDeleted(_ target: TrafficSplit.Target) async throws(ReleaseError) -> Bool {
        guard let id = target.version else { return false }
        return try await store.version(id)?.isDeleted ?? true
    }

    private func moveBack(
        to reference: VersionReference,
        from current: Deployment,
        on alias: Alias,
        of workload: Workload
    ) async throws(ReleaseError) -> Move {
        let version = try await liveVersion(reference, of: workload)
        guard current.soleVersion != version.id else {
            throw .alreadyInForce(version, alias.name, of: WorkloadName(workload))
        }
        let restored = try await history(of: alias).newest(givingAllTo: version.id)
        return Move(routing: Routing(split: TrafficSplit(allTo: version.id)), restores: restored)
    }

    private func moveBack(
        toDeployment text: String,
        on alias: Alias,
        of workload: Workload
    ) async throws(ReleaseError) -> Move {
        let deployment = try await deployment(text, of: workload)
        guard deployment.alias == alias.id else { throw .deploymentNotFound(text, of: WorkloadName(workload)) }
        return Move(routing: Routing(deployment.routing), restores: deployment)
    }

    private func history(of alias: Alias) async throws(ReleaseError) -> EffectiveHistory {
        var newestFirst: [Deployment] = []
        var cursor: String?
        repeat {
            let request = PageRequest(limit: PageRequest.maximumLimit, cursor: cursor)
            let page = try await store.deployments(of: alias.id, page: request)
            newestFirst += page.items
            cursor = page.next
        } while cursor != nil && newestFirst.count < Self.maximumHistory
        return EffectiveHistory(oldestFirst: newestFirst.reversed())
    }
}

extension Routing {
    /// What a deployment was asked to do.
    init(_ deployed: DeployedRouting) {
        self.init(split: deployed.split, rules: deployed.rules.map(\.rule))
    }
}
