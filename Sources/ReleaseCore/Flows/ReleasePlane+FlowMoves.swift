import ReleaseModel

/// Making a version of a flow live.
extension ReleasePlane {
    /// Applies a version to the system that runs the flow, and records the deployment when that has its content.
    ///
    /// On a failure the version that was live is applied again. Where the system does not even answer, the intent
    /// stays, and whoever comes next finishes what was done completely and undoes the rest.
    func moveFlow(
        _ name: WorkloadName,
        record: Record,
        decide: (Workload, Alias) async throws(ReleaseError) -> Move
    ) async throws(ReleaseError) -> Receipt<Deployment> {
        let flows = try flowSystem(for: name)
        try await workloadTurnstiles.enter(name)
        defer { workloadTurnstiles.leave(name) }
        let workload = try await workload(name)
        try await checkUnchanged(since: record.seen, workload)
        guard let state = try await agree(on: name, flows) else { throw .flowFailed(.gone, of: name) }
        let alias = try await alias(.live, of: workload)
        let move = try await decide(workload, alias)
        _ = try await checkTargets(of: move.routing, in: workload)
        guard move.routing.rules.isEmpty, let target = move.routing.split.soleVersion else {
            throw .flowOnly("one version is live of a flow, whoever asks", of: name)
        }
        guard let live = try await inForce(on: alias)?.soleVersion else {
            throw .aliasNotDeployed(alias.name, of: name)
        }
        let content = try await content(of: try await liveVersion(.id(target), of: workload), in: workload)
        let keepsake = try await asking(flows, of: name) { (upstream) async throws(FlowFailure) in
            try await upstream.check(content)
            return try await upstream.keepsake(of: state)
        }
        let moving = FlowMove(from: live, to: target, restores: move.restores?.id, keepsake: keepsake)
        let intent = makeIntent(
            .move(moving),
            on: name,
            noting: FlowNote(provenance: record.provenance, verbatim: record.verbatim),
            by: record.attribution
        )
        try checkMessage(record.attribution.message)
        try await flows.journal.open(intent)
        do {
            try await apply(content, to: name, keeping: keepsake, flows)
        } catch {
            // Where this fails too, the intent stays and the next turn, or the next start, does it.
            try? await undo(moving, intent, flows)
            throw error
        }
        return try await complete(moving, intent)
    }

    /// Gives the flow a content and looks whether it has it.
    private func apply(
        _ content: Snapshot,
        to name: WorkloadName,
        keeping keepsake: String,
        _ flows: FlowSystem
    ) async throws(ReleaseError) {
        try await asking(flows, of: name) { (upstream) async throws(FlowFailure) in
            guard let before = try await upstream.state(of: name.name) else { throw .gone }
            try await upstream.apply(content, to: before, keeping: keepsake)
            guard let after = try await upstream.state(of: name.name) else { throw .gone }
            let differences = upstream.differences(after.content, content)
            guard differences.isEmpty else { throw .differs(in: differences) }
        }
    }

    /// Applies the version again that was live.
    private func undo(_ move: FlowMove, _ intent: FlowIntent, _ flows: FlowSystem) async throws(ReleaseError) {
        if let content = try await content(of: move.from, in: intent.flow) {
            try await settleOn(content, move, intent, flows)
        }
        try await flows.journal.close(intent.id)
    }

    /// Gives the flow the content that a broken move is to end with.
    ///
    /// What the system then has instead, if it does not take that, becomes a version when its history is looked at
    /// next: it is better told than waited for.
    private func settleOn(
        _ content: Snapshot,
        _ move: FlowMove,
        _ intent: FlowIntent,
        _ flows: FlowSystem
    ) async throws(ReleaseError) {
        do {
            try await apply(content, to: intent.flow, keeping: move.keepsake, flows)
        } catch .flowFailed(let failure, _) where failure.isFinal {
        }
    }

    /// Records the deployment of a version that the flow's system has.
    private func complete(_ move: FlowMove, _ intent: FlowIntent) async throws(ReleaseError) -> Receipt<Deployment> {
        try await settling(intent).inTurn { () async throws(ReleaseError) in
            let plane = settling(intent)
            let workload = try await plane.workload(intent.flow)
            let alias = try await plane.alias(.live, of: workload)
            let routing = Routing(split: TrafficSplit(allTo: move.to))
            var restored: Deployment?
            if let id = move.restores { restored = try await plane.store.deployment(id) }
            let deployment = try await plane.makeDeployment(
                routing,
                on: alias,
                restoring: restored,
                numbers: try await plane.checkTargets(of: routing, in: workload),
                record: Record(
                    attribution: intent.attribution,
                    provenance: intent.note.provenance,
                    verbatim: intent.note.verbatim
                )
            )
            return try await plane.commit(
                [.deploymentMade(deployment)],
                by: intent.attribution,
                expecting: Expectations(aliases: [alias.id: alias.deployment]),
                answering: deployment
            )
        }
    }

    // MARK: What was broken off

    func settleLeftover(of name: WorkloadName, _ flows: FlowSystem) async throws(ReleaseError) {
        guard let intent = try await flows.journal.intent(of: name) else { return }
        try await settle(intent, flows)
    }

    /// Finishes an intent of which nobody knows how far it came.
    ///
    /// A write that was carried out becomes a version. A move that was carried out completely becomes a deployment;
    /// of any other the version that was live is applied again.
    func settle(_ intent: FlowIntent, _ flows: FlowSystem) async throws(ReleaseError) {
        let name = intent.flow
        let state = try await asking(flows, of: name) { (upstream) async throws(FlowFailure) in
            try await upstream.state(of: name.name)
        }
        guard let state else { return try await flows.journal.close(intent.id) }
        switch intent.action {
        case .write:
            guard try await !isLive(state.content, of: name) else { return try await flows.journal.close(intent.id) }
            try await record(state, of: name, settling: intent)
        case .move(let move):
            guard let content = try await content(of: move.to, in: name),
                flows.upstream.differences(state.content, content).isEmpty
            else { return try await undo(move, intent, flows) }
            // Once more, since what is to be kept may not have been written yet.
            try await settleOn(content, move, intent, flows)
            _ = try await complete(move, intent)
        }
    }

    /// Returns a version's content; `nil` when the version was deleted meanwhile.
    private func content(of id: Version.ID, in name: WorkloadName) async throws(ReleaseError) -> Snapshot? {
        guard let workload = try await store.workload(name), let version = try await store.version(id),
            !version.isDeleted
        else { return nil }
        return try await content(of: version, in: workload)
    }

    private func checkUnchanged(since seen: Revision?, _ workload: Workload) async throws(ReleaseError) {
        guard let seen else { return }
        let changedAt = try await store.lastChange(of: workload.id)
        guard changedAt <= seen else { throw .preconditionFailed(seen: seen, changedAt: changedAt) }
    }
}
