public import ReleaseModel

extension ReleasePlane {
    /// Makes a service with its draft, which it has from then on.
    public func createWorkload(
        _ name: WorkloadName,
        draft content: DraftContent,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Draft> {
        let snapshot = try await prepare(content, account: name.account)
        return try await inTurn { () async throws(ReleaseError) in
            guard try await store.workload(name) == nil else { throw .workloadExists(name) }
            let (workload, _) = try await makeWorkload(name)
            try await store.stage(snapshot, account: name.account)
            let draft = makeDraft(snapshot, content.verbatim, of: workload)
            return try await commit(
                [.workloadCreated(workload), .draftSaved(draft)],
                by: record.attribution,
                answering: draft
            )
        }
    }

    /// Replaces a draft; what it was is remembered by versions alone.
    public func saveDraft(
        _ content: DraftContent,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Draft> {
        let snapshot = try await prepare(content, account: name.account)
        return try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            guard workload.kind == .service else { throw .draftNotFound(name) }
            try await store.stage(snapshot, account: name.account)
            let draft = makeDraft(snapshot, content.verbatim, of: workload)
            return try await commit(
                [.draftSaved(draft)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: draft
            )
        }
    }

    /// Publishes a draft as it is as the next version.
    ///
    /// ``ReleaseError/draftUnchanged(_:of:)`` when the version with the highest number has the same content and was not
    /// deleted.
    public func publishDraft(of name: WorkloadName, record: Record) async throws(ReleaseError) -> Receipt<Version> {
        try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            let draft = try await draft(of: workload)
            if let version = try await version(with: draft, of: workload) { throw .draftUnchanged(version, of: name) }
            let version = Version(
                id: Version.ID(environment.makeUUID()),
                workload: workload.id,
                number: try await store.highestNumber(under: name) + 1,
                snapshot: draft.snapshot,
                attribution: record.attribution,
                provenance: record.provenance,
                verbatim: draft.verbatim,
                createdAt: now
            )
            return try await commit(
                [.versionPublished(version)],
                by: record.attribution,
                expecting: Expectations(
                    drafts: [workload.id: draft.snapshot],
                    unchangedSince: expectation(record.seen, of: workload)
                ),
                answering: version
            )
        }
    }

    /// Returns the version with the highest number, if it has the content of the draft and was not deleted.
    public func version(with draft: Draft, of workload: Workload) async throws(ReleaseError) -> Version? {
        let highest = try await store.highestNumber(under: WorkloadName(workload))
        let newest = try await store.versions(of: workload.id, matching: .number(highest), limit: 1).first
        guard let newest, !newest.isDeleted, newest.snapshot == draft.snapshot else { return nil }
        return newest
    }

    /// Returns a service's draft.
    public func draft(of workload: Workload) async throws(ReleaseError) -> Draft {
        guard let draft = try await store.draft(of: workload.id) else { throw .draftNotFound(WorkloadName(workload)) }
        return draft
    }

    /// Returns what a draft consists of.
    public func content(of draft: Draft, in workload: Workload) async throws(ReleaseError) -> Snapshot {
        guard let stored = try await store.snapshot(draft.snapshot, account: workload.account) else {
            throw .storeCorrupt(what: "draft of \(workload.name)", cause: "snapshot \(draft.snapshot) is not stored")
        }
        return stored.snapshot
    }

    /// Checks what a draft is to be, and encodes it.
    private func prepare(
        _ content: DraftContent,
        account: Account.ID
    ) async throws(ReleaseError) -> EncodedSnapshot {
        try checkVerbatim(content.verbatim)
        try await checkBlobs(of: content.snapshot, account: account)
        return try EncodedSnapshot(content.snapshot)
    }

    private func makeDraft(_ snapshot: EncodedSnapshot, _ verbatim: String?, of workload: Workload) -> Draft {
        Draft(workload: workload.id, snapshot: snapshot.digest, verbatim: verbatim, savedAt: now)
    }
}
