public import ReleaseModel

/// Which version of a flow ran.
extension ReleasePlane {
    /// The newest runs that are looked through for those of one version.
    public static let maximumSearchedRuns = 1_000
    /// The runs whose waiting is told or ended with one move.
    public static let maximumWaitingRuns = 200

    /// Returns the newest runs of a flow with their versions; of one version those that were made or started under it.
    public func runs(
        of workload: Workload,
        under version: Version?,
        limit: Int
    ) async throws(ReleaseError) -> [VersionedFlowRun] {
        let name = WorkloadName(workload)
        let flows = try flowSystem(for: name)
        guard let version else {
            return try await versioned(runs(.newest(limit: limit), of: name, flows), of: workload)
        }
        let newest = try await runs(.newest(limit: Self.maximumSearchedRuns), of: name, flows)
        // Older ones that were started under it are known by themselves.
        let found = Set(newest.map(\.id))
        let older = try await flows.ledger.pickups(of: version.id, limit: limit).map(\.run).filter {
            !found.contains($0)
        }
        let all = older.isEmpty ? newest : newest + (try await runs(.these(older), of: name, flows))
        let versioned = try await versioned(all, of: workload)
        return Array(versioned.filter { $0.created?.id == version.id || $0.started?.id == version.id }.prefix(limit))
    }

    /// Returns what runs when a version does.
    public func pins(of content: Snapshot) -> [FlowPin] {
        environment.flows?.upstream.pins(of: content) ?? []
    }

    /// Deals with the runs that wait although the version they were made under is not live any more.
    ///
    /// Returns those that there were. What cannot be done with one is thrown after all others were dealt with.
    public func settleWaitingRuns(
        of workload: Workload,
        _ policy: WaitingRunPolicy
    ) async throws(ReleaseError) -> [VersionedFlowRun] {
        let name = WorkloadName(workload)
        let flows = try flowSystem(for: name)
        let live = try await liveVersion(of: workload)
        let waiting = try await versioned(runs(.waiting, of: name, flows), of: workload).filter { waiting in
            waiting.created != nil && waiting.created?.id != live?.id
        }
        guard policy != .report else { return waiting }
        var failure: ReleaseError?
        for waiting in waiting {
            do {
                let content: Snapshot? =
                    if let created = waiting.created, !created.isDeleted {
                        try await self.content(of: created, in: workload)
                    } else { nil }
                try await asking(flows, of: name) { (upstream) async throws(FlowFailure) in
                    switch policy {
                    case .report: break
                    case .cancel: try await upstream.cancel(waiting.run)
                    case .recreate: try await replace(waiting.run, of: content, upstream)
                    }
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return waiting
    }

    /// Makes a run anew and ends the one that waits.
    ///
    /// Where that one goes on, the new one is ended. Where nobody knows whether it does, both are left: a run too many
    /// can be seen and ended, and one that is lost cannot.
    private func replace(
        _ run: FlowRun,
        of content: Snapshot?,
        _ upstream: any FlowUpstream
    ) async throws(FlowFailure) {
        let new = try await upstream.recreate(run, of: content)
        do {
            try await upstream.cancel(run)
        } catch {
            // Somebody may have begun with it.
            if error.isFinal { try await upstream.cancel(new) }
            throw error
        }
    }

    func runs(
        _ query: FlowRunQuery,
        of name: WorkloadName,
        _ flows: FlowSystem
    ) async throws(ReleaseError) -> [FlowRun] {
        try await asking(flows, of: name) { (upstream) async throws(FlowFailure) in
            try await upstream.runs(query, of: name.name)
        }
    }

    private func versioned(_ runs: [FlowRun], of workload: Workload) async throws(ReleaseError) -> [VersionedFlowRun] {
        let flows = try flowSystem(for: WorkloadName(workload))
        let created = try await creationVersions(of: runs.map { FlowRunOrigin($0) }, in: workload)
        let started = try await flows.ledger.startVersions(of: runs.map(\.id))
        var versions: [Version.ID: Version] = [:]
        for id in Set(created.values).union(started.values) { versions[id] = try await store.version(id) }
        return runs.map { run in
            VersionedFlowRun(
                run: run,
                created: created[run.id].flatMap { versions[$0] },
                started: started[run.id].flatMap { versions[$0] }
            )
        }
    }
}
