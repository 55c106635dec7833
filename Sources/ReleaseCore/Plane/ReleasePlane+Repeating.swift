public import ReleaseModel

/// Answers to requests that were carried out, but whose answers were lost.
extension ReleasePlane {
    /// Returns the deployment that a revision made, and whether the data plane serves by it now; `nil` if it made none.
    public func deployment(madeBy revision: Revision) async throws(ReleaseError) -> Receipt<Deployment>? {
        guard let id = try await store.content(of: revision).deployment,
            let deployment = try await store.deployment(id)
        else { return nil }
        return Receipt(deployment, revision: revision, propagation: await environment.announce(revision))
    }

    /// Returns the version that a revision published; `nil` if it published none.
    public func publication(by revision: Revision) async throws(ReleaseError) -> Receipt<Published>? {
        let content = try await store.content(of: revision)
        guard let id = content.version, let version = try await store.version(id),
            let workload = try await store.workload(version.workload)
        else { return nil }
        let alike = try await store.versions(of: workload.id, matching: .snapshot(version.snapshot), limit: 2)
        var deployment: Deployment?
        if let id = content.deployment { deployment = try await store.deployment(id) }
        let published = Published(
            workload: workload,
            version: version,
            isUnchanged: false,
            twin: alike.first { $0.number < version.number },
            deployment: deployment,
            wasTried: true
        )
        return Receipt(published, revision: revision, propagation: await environment.announce(revision))
    }
}
