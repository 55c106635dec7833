public import ReleaseModel

extension ReleasePlane {
    /// How many of the latest deployments of an alias are looked through for the one before another.
    private static let maximumLookBack = 20

    /// What becomes other of a worker's secrets when versions serve that are older than the newest of those that serve.
    ///
    /// A version keeps the secrets that it was made with, so that going back to it takes back what was changed since: a
    /// secret that leaked and was replaced is the leaked one again. Newer versions were made to change secrets, and
    /// deleted ones have none.
    public func secretChanges(
        goingBackTo versions: [Version.ID],
        from serving: [Version.ID],
        of workload: Workload
    ) async throws(ReleaseError) -> SecretChanges {
        let served = try await liveVersions(serving)
        guard let newest = served.max(by: { $0.number < $1.number }) else { return SecretChanges() }
        let before = try await secrets(of: newest, in: workload)
        var changes = SecretChanges()
        for version in try await liveVersions(versions) where version.number < newest.number {
            changes.formUnion(SecretChanges(from: before, to: try await secrets(of: version, in: workload)))
        }
        return changes
    }

    /// What a deployment changed of the secrets that served before it, by going back to older versions.
    public func secretChanges(
        goingBackBy deployment: Deployment,
        of workload: Workload
    ) async throws(ReleaseError) -> SecretChanges {
        guard let previous = try await predecessor(of: deployment) else { return SecretChanges() }
        return try await secretChanges(
            goingBackTo: deployment.routing.serving,
            from: previous.routing.serving,
            of: workload
        )
    }

    /// What a new version, which a deployment gave all requests, changed of the secrets that served before.
    ///
    /// Of a gradual deployment the newest version counts.
    public func secretChanges(
        by version: Version,
        deployedBy deployment: Deployment,
        of workload: Workload
    ) async throws(ReleaseError) -> SecretChanges {
        guard let previous = try await predecessor(of: deployment),
            let served = try await liveVersions(previous.routing.serving).max(by: { $0.number < $1.number })
        else { return SecretChanges() }
        return SecretChanges(
            from: try await secrets(of: served, in: workload),
            to: try await secrets(of: version, in: workload)
        )
    }

    /// The deployment that an alias had before one of its latest; `nil` for the first, and for one long past.
    public func predecessor(of deployment: Deployment) async throws(ReleaseError) -> Deployment? {
        guard deployment.sequence > 1 else { return nil }
        let latest = try await store.deployments(of: deployment.alias, page: PageRequest(limit: Self.maximumLookBack))
        return latest.items.first { $0.sequence < deployment.sequence }
    }

    private func liveVersions(_ ids: [Version.ID]) async throws(ReleaseError) -> [Version] {
        var versions: [Version] = []
        for id in ids {
            if let version = try await store.version(id), !version.isDeleted { versions.append(version) }
        }
        return versions
    }

    private func secrets(of version: Version, in workload: Workload) async throws(ReleaseError) -> [String: Digest] {
        let secrets = try await content(of: version, in: workload).components.flatMap(\.secrets)
        return Dictionary(secrets.map { ($0.name, $0.fingerprint) }) { first, _ in first }
    }
}
