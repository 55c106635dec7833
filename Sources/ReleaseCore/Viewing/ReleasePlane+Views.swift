public import ReleaseModel

extension ReleasePlane {
    /// Returns a version's content; ``ReleaseError/versionDeleted(_:of:)`` when it was deleted.
    public func content(of version: Version, in workload: Workload) async throws(ReleaseError) -> Snapshot {
        guard !version.isDeleted else { throw .versionDeleted(version, of: WorkloadName(workload)) }
        guard let stored = try await store.snapshot(version.snapshot, account: workload.account) else {
            throw .storeCorrupt(what: "version \(version.number)", cause: "snapshot \(version.snapshot) is not stored")
        }
        return stored.snapshot
    }

    /// Returns the bytes of one file of a version; `nil` when the version has no file of that name.
    public func file(
        _ name: String,
        of version: Version,
        in workload: Workload
    ) async throws(ReleaseError) -> (file: VersionFile, bytes: [UInt8])? {
        let components = try await content(of: version, in: workload).components
        guard let file = components.lazy.compactMap({ VersionFile.all(of: $0)[name] }).first else { return nil }
        guard let bytes = try await blobs.read(file.digest, account: workload.account) else {
            throw .blobMissing(file.digest)
        }
        return (file, bytes)
    }

    /// Compares the content of two versions.
    public func diff(
        from old: VersionReference,
        to new: VersionReference,
        of name: WorkloadName
    ) async throws(ReleaseError) -> VersionDiff {
        let workload = try await workload(name)
        let from = try await liveVersion(old, of: workload)
        let to = try await liveVersion(new, of: workload)
        return VersionDiff(
            from: from,
            try await content(of: from, in: workload),
            to: to,
            try await content(of: to, in: workload)
        )
    }

    /// Returns what each alias serves at the moment, by alias name; aliases without a deployment are absent.
    public func serving(_ workload: Workload) async throws(ReleaseError) -> [(alias: Alias, deployment: Deployment)] {
        var serving: [(alias: Alias, deployment: Deployment)] = []
        for alias in try await store.aliases(of: workload.id) {
            if let deployment = try await inForce(on: alias) { serving.append((alias, deployment)) }
        }
        return serving
    }
}
