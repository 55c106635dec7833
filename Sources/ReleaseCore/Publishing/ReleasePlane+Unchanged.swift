import ReleaseModel

extension ReleasePlane {
    /// The receipt for an upload that changes nothing, if it is one and was to be skipped then.
    func unchanged(
        _ upload: Upload,
        snapshot: EncodedSnapshot,
        release: Upload.Release
    ) async throws(ReleaseError) -> Receipt<Published>? {
        guard upload.skipsUnchanged, let workload = try await store.workload(upload.workload),
            let newest = try await store.versions(of: workload.id, matching: .live, limit: 1).first,
            newest.snapshot == snapshot.digest
        else { return nil }
        if case .now(let message, let verbatim) = release, let alias = workload.kind.builtInAlias {
            let author = upload.attribution.author
            let attribution = Attribution(author: author, source: upload.attribution.source, message: message)
            let record = Record(
                attribution: attribution,
                provenance: upload.provenance,
                verbatim: verbatim,
                seen: upload.seen
            )
            let moved = try await move(alias, of: upload.workload, record: record) {
                (_, alias) async throws(ReleaseError) in
                try await checkSplit(upload.endsSplit, on: alias, of: upload.workload)
                return Move(routing: Routing(split: TrafficSplit(allTo: newest.id)), restores: nil)
            }
            let published = Published(unchanged: newest, of: workload, deployment: moved.value)
            return Receipt(published, revision: moved.revision, propagation: moved.propagation)
        }
        if let seen = upload.seen { try await checkUnchanged(workload, since: seen) }
        let published = Published(unchanged: newest, of: workload, deployment: nil)
        let head = try await store.head()
        return Receipt(published, revision: head.revision, propagation: await environment.announce(head.revision))
    }

    private func checkUnchanged(_ workload: Workload, since seen: Revision) async throws(ReleaseError) {
        let changedAt = try await store.lastChange(of: workload.id)
        guard changedAt <= seen else { throw .preconditionFailed(seen: seen, changedAt: changedAt) }
    }
}

extension Published {
    fileprivate init(unchanged newest: Version, of workload: Workload, deployment: Deployment?) {
        self.init(
            workload: workload,
            version: newest,
            isUnchanged: true,
            twin: nil,
            deployment: deployment,
            wasTried: false
        )
    }
}
