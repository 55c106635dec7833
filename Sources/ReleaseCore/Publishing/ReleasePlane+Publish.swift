import ReleaseModel

extension ReleasePlane {
    /// Publishes uploaded content as a version and, if asked, deploys it in the same commit.
    ///
    /// Every accepted upload is a version of its own; equal content is stored once, and the answer names its twin.
    public func publish(_ upload: Upload, release: Upload.Release) async throws(ReleaseError) -> Receipt<Published> {
        try check(upload, release: release)
        let snapshot = try EncodedSnapshot(upload.content)
        try await checkBlobs(of: snapshot.snapshot, account: upload.workload.account)
        if let unchanged = try await unchanged(upload, snapshot: snapshot, release: release) { return unchanged }
        let known = try await store.workload(upload.workload)
        if known == nil, release == .later(creates: false) { throw .workloadNotFound(upload.workload) }
        let wasTried = try await tryLoading(snapshot, of: upload.workload)
        return try await inTurn { () async throws(ReleaseError) in
            try await publishOnce(upload, snapshot: snapshot, release: release, wasTried: wasTried)
        }
    }

    private func publishOnce(
        _ upload: Upload,
        snapshot: EncodedSnapshot,
        release: Upload.Release,
        wasTried: Bool
    ) async throws(ReleaseError) -> Committed<Published> {
        let place = try await place(for: upload, release: release)
        try await store.stage(snapshot, account: upload.workload.account)
        let version = try await makeVersion(upload, of: place.workload, snapshot: snapshot.digest)
        let twin = try await store.versions(of: place.workload.id, matching: .snapshot(snapshot.digest), limit: 1).first
        var facts = place.facts + [.versionPublished(version)]
        var expectations = Expectations(unchangedSince: expectation(upload.seen, of: place.workload))
        var deployment: Deployment?
        if case .now(let message, let verbatim) = release, let alias = place.alias {
            let attribution = Attribution(
                author: upload.attribution.author,
                source: upload.attribution.source,
                message: message
            )
            let made = try await makeDeployment(
                Routing(split: TrafficSplit(allTo: version.id)),
                on: alias,
                restoring: nil,
                numbers: [version.id: version.number],
                record: Record(attribution: attribution, provenance: upload.provenance, verbatim: verbatim)
            )
            facts.append(.deploymentMade(made))
            expectations.aliases[alias.id] = alias.deployment
            deployment = made
        }
        let published = Published(
            workload: place.workload,
            version: version,
            isUnchanged: false,
            twin: twin,
            deployment: deployment,
            wasTried: wasTried
        )
        return try await commit(facts, by: upload.attribution, expecting: expectations, answering: published)
    }

    /// Where a version goes: an existing workload, or a new one with the facts that make it.
    private struct Place {
        let workload: Workload
        let alias: Alias?
        let facts: [ReleaseFact]
    }

    private func place(for upload: Upload, release: Upload.Release) async throws(ReleaseError) -> Place {
        let name = upload.workload
        if let workload = try await store.workload(name) {
            let alias: Alias?
            if let builtIn = workload.kind.builtInAlias {
                alias = try await self.alias(builtIn, of: workload)
            } else {
                alias = nil
            }
            return Place(workload: workload, alias: alias, facts: [])
        }
        // Whoever saw the workload, or did not mean to create it, must hear that it is gone.
        guard release != .later(creates: false), upload.seen == nil else { throw .workloadNotFound(name) }
        let (workload, alias) = try await makeWorkload(name)
        let facts = [.workloadCreated(workload)] + [alias].compactMap { $0.map(ReleaseFact.aliasCreated) }
        return Place(workload: workload, alias: alias, facts: facts)
    }

    /// Makes a workload, with its built-in alias, whose name and host are free.
    func makeWorkload(_ name: WorkloadName) async throws(ReleaseError) -> (Workload, Alias?) {
        let workload: Workload
        do {
            workload = Workload(
                id: Workload.ID(environment.makeUUID()),
                account: name.account,
                kind: name.kind,
                name: try Workload.Name(name.name, kind: name.kind),
                createdAt: now
            )
        } catch {
            throw .invalidName(error, of: name.kind.rawValue)
        }
        if name.kind == .worker { try await checkHost(ofNewWorker: workload.name) }
        let alias = name.kind.builtInAlias.map {
            Alias(id: Alias.ID(environment.makeUUID()), workload: workload.id, name: $0)
        }
        return (workload, alias)
    }

    private func makeVersion(
        _ upload: Upload,
        of workload: Workload,
        snapshot: Digest
    ) async throws(ReleaseError) -> Version {
        Version(
            id: try await makeVersionID(for: workload.name, kind: workload.kind),
            workload: workload.id,
            number: try await store.highestNumber(under: WorkloadName(workload)) + 1,
            snapshot: snapshot,
            attribution: upload.attribution,
            tag: upload.tag,
            provenance: upload.provenance,
            verbatim: upload.verbatim,
            createdAt: now
        )
    }
}
