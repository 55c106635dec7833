public import ReleaseModel

/// What happens to a deletion when something still refers to the version.
public enum DeletionPolicy: String, Sendable, Hashable, CaseIterable {
    /// Refuse and name every referrer.
    case refuse
    /// Delete; calls through the referrers then answer that the version is deleted.
    case dangle
}

extension ReleasePlane {
    /// Deletes a version's content and leaves a tombstone: number, id, digest, metadata, who and when.
    ///
    /// Answers the version as it is remembered.
    public func deleteVersion(
        _ reference: VersionReference,
        of name: WorkloadName,
        policy: DeletionPolicy = .refuse,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Version> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let version = try await liveVersion(reference, of: workload)
            let aliases = try await store.aliases(of: workload.id)
            let referrers = try await referrers(to: version, among: aliases)
            guard referrers.isEmpty || policy == .dangle else {
                throw .versionInUse(version, of: name, referrers: referrers)
            }
            let tombstone = Tombstone(attribution: record.attribution, deletedAt: now)
            let expectations = Expectations(
                aliases: Dictionary(uniqueKeysWithValues: aliases.map { ($0.id, $0.deployment) }),
                unchangedSince: expectation(record.seen, of: workload)
            )
            return try await commit(
                [.versionDeleted(version, tombstone)],
                by: record.attribution,
                expecting: expectations,
                answering: version.deleted(under: tombstone)
            )
        }
    }

    /// Deletes a workload with its aliases and versions.
    ///
    /// Its numbers are never issued again under the same name.
    public func deleteWorkload(
        _ name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Workload> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let tombstone = Tombstone(attribution: record.attribution, deletedAt: now)
            return try await commit(
                [.workloadDeleted(workload, tombstone)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: workload
            )
        }
    }

    /// Returns, in words, every alias whose deployment in force may lead to a version, 0 % included, and every trigger
    /// that does.
    public func referrers(to version: Version, of workload: Workload) async throws(ReleaseError) -> [String] {
        try await referrers(to: version, among: try await store.aliases(of: workload.id))
    }

    private func referrers(to version: Version, among aliases: [Alias]) async throws(ReleaseError) -> [String] {
        var referrers: [String] = []
        for alias in aliases {
            guard let deployment = try await inForce(on: alias),
                deployment.routing.targets.contains(.version(version.id))
            else { continue }
            referrers.append("alias \(alias.name) (deployment \(deployment.sequence))")
        }
        for trigger in try await store.triggers(of: version.workload) where trigger.target == .version(version.id) {
            referrers.append("trigger \(trigger.source.text)")
        }
        return referrers
    }
}
