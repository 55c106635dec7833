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
        let exports = try await tryLoading(snapshot, of: upload.workload)
        if upload.requiresHandlers, let exports, exports.isEmpty { throw .loadFailed(.noHandlers, of: upload.workload) }
        return try await inTurn { () async throws(ReleaseError) in
            try await publishOnce(upload, snapshot: snapshot, release: release, exports: exports)
        }
    }

    private func publishOnce(
        _ upload: Upload,
        snapshot: EncodedSnapshot,
        release: Upload.Release,
        exports: Exports?
    ) async throws(ReleaseError) -> Committed<Published> {
        let place = try await place(for: upload, release: release)
        if case .now = release, let alias = place.alias {
            try await checkSplit(upload.endsSplit, on: alias, of: upload.workload)
        }
        try await store.stage(snapshot, account: upload.workload.account)
        let version = try await makeVersion(upload, of: place.workload, snapshot: snapshot.digest, exports: exports)
        let twin = try await store.versions(of: place.workload.id, matching: .snapshot(snapshot.digest), limit: 1).first
        var facts = place.facts + [.versionPublished(version)]
        var expectations = Expectations(unchangedSince: expectation(upload.seen, of: place.workload))
        let settings = (place.facts.isEmpty ? [:] : upload.initialSettings).merging(upload.settings) { $1 }
        facts += Self.facts(settings, of: place.workload)
        if let name = upload.alias {
            let pointed = try await point(name, at: version, of: place.workload, upload)
            facts += pointed.facts
            if let alias = pointed.existing { expectations.aliases[alias.id] = alias.deployment }
        }
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
                record: Record(
                    attribution: attribution,
                    provenance: upload.provenance,
                    origin: upload.origin,
                    verbatim: verbatim
                )
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
            wasTried: exports != nil || !upload.content.parts.contains(.code)
        )
        return try await commit(facts, by: upload.attribution, expecting: expectations, answering: published)
    }

    /// Points an alias other than the built-in one at a new version, making it if there is none of that name.
    private func point(
        _ name: Alias.Name,
        at version: Version,
        of workload: Workload,
        _ upload: Upload
    ) async throws(ReleaseError) -> (facts: [ReleaseFact], existing: Alias?) {
        guard name != workload.kind.builtInAlias else { throw .aliasIsBuiltIn(name, of: upload.workload) }
        let existing = try await store.alias(name, of: workload.id)
        let alias: Alias
        if let existing {
            alias = existing
        } else {
            if workload.kind == .worker { try await checkHost(ofNewAlias: name, of: workload) }
            alias = makeAlias(name, of: workload)
        }
        let deployment = try await makeDeployment(
            Routing(split: TrafficSplit(allTo: version.id)),
            on: alias,
            restoring: nil,
            numbers: [version.id: version.number],
            record: Record(attribution: upload.attribution, provenance: upload.provenance)
        )
        let made = existing == nil ? [ReleaseFact.aliasCreated(alias)] : []
        return (made + [.deploymentMade(deployment)], existing)
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
        guard release != .later(creates: false), (upload.seen ?? .zero) == .zero else { throw .workloadNotFound(name) }
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
        if name.kind == .worker { try await checkHost(ofNewWorker: workload.name, account: workload.account) }
        return (workload, name.kind.builtInAlias.map { makeAlias($0, of: workload) })
    }

    private func makeAlias(_ name: Alias.Name, of workload: Workload) -> Alias {
        Alias(id: Alias.ID(environment.makeUUID()), workload: workload.id, name: name, createdAt: now)
    }

    private func makeVersion(
        _ upload: Upload,
        of workload: Workload,
        snapshot: Digest,
        exports: Exports?
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
            exports: exports,
            createdAt: now
        )
    }
}
