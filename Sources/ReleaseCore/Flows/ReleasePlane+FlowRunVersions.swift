import FoundationEssentials
public import ReleaseModel

/// From runs to their versions, and back.
extension ReleasePlane {
    /// Returns the versions that runs of a flow were made under; nothing of a run where nobody knows.
    ///
    /// What was noted counts where it is a version of this flow. For other runs, such as those that a schedule makes by
    /// itself, it is what was live when they were made.
    public func creationVersions(
        of runs: [FlowRunOrigin],
        in workload: Workload
    ) async throws(ReleaseError) -> [FlowPickup.ID: Version.ID] {
        var own: Set<Version.ID> = []
        for noted in Set(runs.compactMap(\.noted)) {
            if try await store.version(noted)?.workload == workload.id { own.insert(noted) }
        }
        var versions: [FlowPickup.ID: Version.ID] = [:]
        var others: [FlowRunOrigin] = []
        for run in runs {
            if let noted = run.noted, own.contains(noted) {
                versions[run.run] = noted
            } else {
                others.append(run)
            }
        }
        guard let oldest = others.map(\.createdAt).min() else { return versions }
        let live = try await liveTimes(of: workload, since: oldest)
        for run in others { versions[run.run] = live.last { $0.since <= run.createdAt }?.version }
        return versions
    }

    /// Returns which runs of a flow were made or started under one of these versions.
    ///
    /// Looked through are the newest ``maximumSearchedRuns`` for those that were made, and as many last pick-ups for
    /// those that were started.
    public func identities(
        ofRunsOf workload: Workload,
        under versions: Set<Version.ID>
    ) async throws(ReleaseError) -> Set<FlowPickup.ID> {
        guard !versions.isEmpty else { return [] }
        let name = WorkloadName(workload)
        let flows = try flowSystem(for: name)
        var pickups: [FlowPickup] = []
        for version in versions {
            pickups += try await flows.ledger.pickups(of: version, limit: Self.maximumSearchedRuns)
        }
        let started = pickups.sorted { $0.at > $1.at }.prefix(Self.maximumSearchedRuns).map(\.run)
        let newest = try await runs(.newest(limit: Self.maximumSearchedRuns), of: name, flows)
        let made = try await creationVersions(of: newest.map { FlowRunOrigin($0) }, in: workload)
        return Set(started).union(made.filter { versions.contains($0.value) }.keys)
    }

    /// The deployments that are looked through for what was live when a run was made.
    public static let maximumSearchedDeployments = 10_000

    /// Since when each version was live, oldest first, as far back as what was live at a time.
    private func liveTimes(
        of workload: Workload,
        since time: Date
    ) async throws(ReleaseError) -> [(since: Date, version: Version.ID)] {
        let alias = try await alias(.live, of: workload)
        var times: [(since: Date, version: Version.ID)] = []
        var page = PageRequest(limit: PageRequest.maximumLimit)
        while true {
            let found = try await store.deployments(of: alias.id, page: page)
            times += found.items.compactMap { item in item.soleVersion.map { (item.createdAt, $0) } }
            guard let oldest = times.last, oldest.since > time, let next = found.next,
                times.count < Self.maximumSearchedDeployments
            else { return times.reversed() }
            page = PageRequest(limit: PageRequest.maximumLimit, cursor: next)
        }
    }
}

extension FlowRunLedger {
    /// Returns the versions that runs, however many, were last picked up with; nothing of a run that was not.
    public func startVersions(of runs: [FlowPickup.ID]) async throws(ReleaseError) -> [FlowPickup.ID: Version.ID] {
        var versions: [FlowPickup.ID: Version.ID] = [:]
        var rest = runs[...]
        while !rest.isEmpty {
            for pickup in try await pickups(of: Array(rest.prefix(PageRequest.maximumLimit))) {
                versions[pickup.run] = pickup.version
            }
            rest = rest.dropFirst(PageRequest.maximumLimit)
        }
        return versions
    }
}
