public import ReleaseModel

/// Flows: their versions follow what clients write to the system that runs them, and are applied to it.
///
/// Everything that writes to a flow has a turn of its own, which begins by finishing what was broken off and by
/// recording what happened past Sluice. So nothing is overwritten that no version has.
extension ReleasePlane {
    /// Whom versions are attributed to that nobody was seen to write.
    public static let unknownAuthor = "anonymous"

    /// What came of a client's write.
    public enum FlowOutcome<Answer: Sendable>: Sendable {
        /// It was carried out: what there is now becomes a version.
        case written(Answer)
        /// It was refused, or what it changed is part of no version.
        case passed(Answer)
    }

    /// Lets a client's write to a flow through, and records what it led to as a version that is live.
    ///
    /// `write` runs at most once. When it throws, nobody knows whether it was carried out: then what is found of it
    /// becomes a version, at once or as soon as the flow's system answers. The answer has no version where none came
    /// of it. Throws ``ReleaseError/diskReserve(freeBytes:reserveBytes:)`` before `write` runs.
    public func follow<Answer: Sendable>(
        _ name: WorkloadName,
        noting note: FlowNote,
        by attribution: Attribution,
        _ write: () async throws -> FlowOutcome<Answer>
    ) async throws -> (answer: Answer, published: Published?) {
        let flows = try flowSystem(for: name)
        try await workloadTurnstiles.enter(name)
        defer { workloadTurnstiles.leave(name) }
        try await agree(on: name, flows)
        try await checkRoom(for: name)
        let intent = makeIntent(.write, on: name, noting: note, by: attribution)
        try await flows.journal.open(intent)
        let outcome: FlowOutcome<Answer>
        do {
            outcome = try await write()
        } catch {
            // Where this fails too, the intent stays and the next turn, or the next start, does it.
            try? await settle(intent, flows)
            throw error
        }
        switch outcome {
        case .passed(let answer):
            try await flows.journal.close(intent.id)
            return (answer, nil)
        case .written(let answer):
            guard
                let state = try await asking(
                    flows,
                    of: name,
                    { (upstream) async throws(FlowFailure) in
                        try await upstream.state(of: name.name)
                    }
                )
            else {
                try await flows.journal.close(intent.id)
                return (answer, nil)
            }
            return (answer, try await record(state, of: name, settling: intent))
        }
    }

    /// Refuses what would become a version, as any upload is below the disk reserve, before anything is done.
    private func checkRoom(for name: WorkloadName) async throws(ReleaseError) {
        await (try await blobs.beginUpload(account: name.account)).cancel()
    }

    /// Has a write to a flow wait for its turn that makes no version.
    public func holding<Answer: Sendable>(
        _ name: WorkloadName,
        _ write: () async throws -> Answer
    ) async throws -> Answer {
        let flows = try flowSystem(for: name)
        try await workloadTurnstiles.enter(name)
        defer { workloadTurnstiles.leave(name) }
        try await settleLeftover(of: name, flows)
        return try await write()
    }

    /// Lets a deletion of a flow through; when it was carried out, its history ends, too.
    public func removing<Answer: Sendable>(
        _ name: WorkloadName,
        record: Record,
        _ delete: () async throws -> (answer: Answer, isGone: Bool)
    ) async throws -> Answer {
        let flows = try flowSystem(for: name)
        try await workloadTurnstiles.enter(name)
        defer { workloadTurnstiles.leave(name) }
        try await settleLeftover(of: name, flows)
        let (answer, isGone) = try await delete()
        if isGone, try await store.workload(name) != nil { _ = try await deleteWorkload(name, record: record) }
        return answer
    }

    /// Makes the history of a flow agree with what there is: what was broken off is finished, and a content that no
    /// version of Sluice's brought there becomes one.
    public func agree(onFlow name: WorkloadName) async throws(ReleaseError) {
        let flows = try flowSystem(for: name)
        try await workloadTurnstiles.enter(name)
        defer { workloadTurnstiles.leave(name) }
        try await agree(on: name, flows)
    }

    /// Whether a content, as somebody read it, is that of the version that is live.
    ///
    /// Without taking a turn: what differs may be on its way. ``agree(onFlow:)`` finds out.
    public func isLive(_ content: Snapshot, of name: WorkloadName) async throws(ReleaseError) -> Bool {
        let flows = try flowSystem(for: name)
        // One that was deleted in spite of being live has no content to compare: what is there becomes a version.
        guard let workload = try await store.workload(name), let live = try await liveVersion(of: workload),
            !live.isDeleted
        else { return false }
        return flows.upstream.differences(try await self.content(of: live, in: workload), content).isEmpty
    }

    /// Returns the version that is live of a flow.
    public func liveVersion(of flow: Workload) async throws(ReleaseError) -> Version? {
        guard let alias = try await store.alias(.live, of: flow.id),
            let id = try await inForce(on: alias)?.soleVersion
        else { return nil }
        return try await store.version(id)
    }

    func flowSystem(for name: WorkloadName) throws(ReleaseError) -> FlowSystem {
        guard let flows = environment.flows else { throw .flowFailed(.notConfigured, of: name) }
        return flows
    }

    func asking<Answer: Sendable>(
        _ flows: FlowSystem,
        of name: WorkloadName,
        _ question: (any FlowUpstream) async throws(FlowFailure) -> Answer
    ) async throws(ReleaseError) -> Answer {
        do {
            return try await question(flows.upstream)
        } catch {
            throw .flowFailed(error, of: name)
        }
    }

    func makeIntent(
        _ action: FlowIntent.Action,
        on name: WorkloadName,
        noting note: FlowNote,
        by attribution: Attribution
    ) -> FlowIntent {
        FlowIntent(
            id: FlowIntent.ID(environment.makeUUID()),
            flow: name,
            action: action,
            note: note,
            attribution: attribution,
            openedAt: now
        )
    }

    // MARK: In the flow's turn

    /// Finishes what was broken off, records what happened past Sluice, and returns what there is.
    @discardableResult
    func agree(on name: WorkloadName, _ flows: FlowSystem) async throws(ReleaseError) -> FlowState? {
        try await settleLeftover(of: name, flows)
        let state = try await asking(flows, of: name) { (upstream) async throws(FlowFailure) in
            try await upstream.state(of: name.name)
        }
        // A history stays when its flow is gone: only who deletes it by Sluice means to delete both.
        guard let state else { return nil }
        guard try await !isLive(state.content, of: name) else { return state }
        let isKnown = try await store.workload(name) != nil
        let message = isKnown ? "changed past Sluice" : "found when Sluice first saw it"
        _ = try await record(
            state,
            of: name,
            noting: FlowNote(),
            by: Attribution(author: Self.unknownAuthor, source: .system, message: message),
            origin: isKnown ? .drift : .observed
        )
        return state
    }

    /// Publishes what there is of a flow as a version that is live, with what was noted of the write that led to it.
    @discardableResult
    func record(
        _ state: FlowState,
        of name: WorkloadName,
        settling intent: FlowIntent
    ) async throws(ReleaseError) -> Published {
        try await settling(intent).record(
            state,
            of: name,
            noting: intent.note,
            by: intent.attribution,
            origin: .requested
        )
    }

    private func record(
        _ state: FlowState,
        of name: WorkloadName,
        noting note: FlowNote,
        by attribution: Attribution,
        origin: Deployment.Origin
    ) async throws(ReleaseError) -> Published {
        let upload = Upload(
            workload: name,
            content: state.content,
            attribution: attribution,
            tag: state.label.flatMap { Self.isTag($0) ? $0 : nil },
            provenance: note.provenance,
            verbatim: note.verbatim,
            origin: origin
        )
        return try await publish(upload, release: .now(message: attribution.message)).value
    }

    /// What cannot be a tag is still part of the content.
    private static func isTag(_ label: String) -> Bool {
        !label.isEmpty && label.unicodeScalars.count <= Version.maximumTagLength
    }
}
