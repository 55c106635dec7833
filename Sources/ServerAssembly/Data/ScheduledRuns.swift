import ContentDigest
import EventDispatch
import GatewayPlane
import ReleaseModel
import RuntimeSupervision

/// Runs scheduled events in the versions that the deployments in force give them.
struct ScheduledRuns: Sendable {
    /// How long one run may take, waiting for its instance included.
    static let limit = SchedulerLimits().attemptTimeout

    let book: RouteBook
    let runtime: RuntimeSupervisor
    let journal: EventJournal

    /// Why an event did not run, or not well.
    enum Failure: Error, Hashable {
        case workloadGone
        case nothingDeployed
        case versionDeleted
        case ended(EventOutcome)
    }

    @Sendable
    func run(_ event: EventDispatch.ScheduledEvent) async throws {
        let key = try instance(for: event)
        let started = ContinuousClock().now
        let outcome = await runtime.run(RuntimeSupervision.ScheduledEvent(event), on: key, within: Self.limit)
        journal.record(event, on: key, outcome, after: ContinuousClock().now - started)
        guard outcome == .done else { throw Failure.ended(outcome) }
    }

    private func instance(for event: EventDispatch.ScheduledEvent) throws(Failure) -> InstanceKey {
        guard let route = book.workload(event.workload) else { throw .workloadGone }
        let version = try route.version(for: event)
        return InstanceKey(workload: event.workload, version: version, component: event.schedule.component)
    }
}

extension WorkloadRoute {
    /// Returns the version that an event is for: by its key, as a request with an affinity key is assigned.
    ///
    /// An event is no request, so no rule matches it.
    func version(for event: EventDispatch.ScheduledEvent) throws(ScheduledRuns.Failure) -> Version.ID {
        let chosen: Version.ID?
        switch event.schedule.target {
        case .version(let id): chosen = id
        case .head: chosen = nil
        case .alias(let name):
            guard let alias = aliases.first(where: { $0.name == name }) else { throw .nothingDeployed }
            let slot = KeyedSlot(of: event.key, workload: workload.id)
            chosen = alias.routing.slots.owner(of: slot.number).version
        }
        guard let chosen, versions.contains(where: { $0.id == chosen }) else { throw .versionDeleted }
        return chosen
    }
}

extension EventDispatch.ScheduledEvent {
    /// Names the event as a request id names a request: 32 hexadecimal digits, the same at every attempt.
    var id: String {
        let digest = Digest(SHA256.hash(Array(key.utf8)))
        return String((digest?.hex ?? "").prefix(32))
    }
}

extension RuntimeSupervision.ScheduledEvent {
    fileprivate init(_ event: EventDispatch.ScheduledEvent) {
        self.init(id: event.id, cron: event.expression, time: event.scheduledTime)
    }
}
