import ReleaseModel
import RuntimeSupervision
import Synchronization

/// The instances of this node: performs what ``FleetState`` decides.
final class FunctionFleet: Sendable {
    /// Work for whoever runs the fleet, each piece in a task of its own.
    enum Job: Sendable {
        case start(InstanceNumber, FunctionKey, Origin)
        case stop(RunningInstance)
    }

    /// For what an instance is started.
    struct Origin: Sendable {
        /// As the caller said it.
        let qualifier: String
        let label: String
        let versionID: String
        /// Empty where no call waits.
        let requestID: String
    }

    /// An instance in the hands of a call.
    struct Hold: Sendable {
        let instance: RunningInstance
        let isCold: Bool
    }

    private typealias Held = Result<Hold, CapacityRefusal>

    private struct State {
        var fleet: FleetState
        var running: [InstanceNumber: RunningInstance] = [:]
        var waiters: [Ticket: CheckedContinuation<Held, Never>] = [:]
        var origins: [FunctionKey: Origin] = [:]
    }

    /// What is to be done, in order.
    let jobs: AsyncStream<Job>
    private let assignments: AsyncStream<Job>.Continuation
    private let state: Mutex<State>

    init(limits: FunctionLimits) {
        state = Mutex(State(fleet: FleetState(limits: limits)))
        // Not bounded: each job is one of the instances, of which there are not too many.
        (jobs, assignments) = AsyncStream.makeStream(of: Job.self)
    }

    /// Returns an instance for a call; it must be released.
    func hold(_ call: FunctionCall) async throws(CapacityRefusal) -> Hold {
        let origin = Origin(
            qualifier: call.version.qualifier.name,
            label: call.version.label,
            versionID: call.version.versionID,
            requestID: call.requestID
        )
        let held: Held = await withCheckedContinuation { continuation in
            decide { state, now in
                state.origins[call.key] = origin
                let (answer, actions) = state.fleet.acquire(call.key, cap: call.cap, at: now)
                switch answer {
                case .assigned(let assignment): Self.resume(continuation, with: assignment, in: state)
                case .waiting(let ticket): state.waiters[ticket] = continuation
                case .refused(let refusal): continuation.resume(returning: .failure(refusal))
                }
                return actions
            }
        }
        return try held.get()
    }

    func release(_ hold: Hold, isHealthy: Bool) {
        decide { state, now in
            state.fleet.release(hold.instance.number, isHealthy: isHealthy && hold.instance.ending == nil, at: now)
        }
    }

    func started(_ instance: RunningInstance) {
        decide { state, now in
            state.running[instance.number] = instance
            return state.fleet.started(instance.number, at: now)
        }
    }

    func failed(_ number: InstanceNumber, _ failure: StartFailure) {
        decide { state, now in state.fleet.failed(number, failure, at: now) }
    }

    func ended(_ number: InstanceNumber) {
        decide { state, now in
            state.running[number] = nil
            return state.fleet.ended(number, at: now)
        }
    }

    func retire(where isObsolete: (FunctionKey) -> Bool) {
        decide { state, now in state.fleet.retire(at: now, where: isObsolete) }
    }

    /// Keeps so many instances ready, each key with what they are told of where they belong.
    func provision(_ wishes: [FunctionKey: (count: Int, origin: Origin)]) {
        decide { state, now in
            for (key, wish) in wishes where state.origins[key] == nil { state.origins[key] = wish.origin }
            return state.fleet.provision(wishes.mapValues(\.count), at: now)
        }
    }

    func sweep() {
        decide { state, now in
            let actions = state.fleet.sweep(at: now)
            state.origins = state.origins.filter { state.fleet.pools[$0.key] != nil }
            return actions
        }
    }

    /// Refuses all who wait, ends all instances, and takes nothing new.
    func stop() {
        decide { state, _ in state.fleet.stop() }
        assignments.finish()
    }

    /// The instances that are ready, of one function of one version.
    func readyCount(of key: FunctionKey) -> Int {
        state.withLock { $0.fleet.pools[key]?.readyCount ?? 0 }
    }

    var running: [RunningInstance] { state.withLock { Array($0.running.values) } }

    /// Decides and acts as one step.
    private func decide(_ body: (inout State, ContinuousClock.Instant) -> [FleetAction]) {
        state.withLock { state in
            for action in body(&state, .now) { perform(action, in: &state) }
        }
    }

    private func perform(_ action: FleetAction, in state: inout State) {
        switch action {
        case .start(let number, let key):
            let origin = state.origins[key] ?? Origin(qualifier: "", label: "", versionID: "", requestID: "")
            assignments.yield(.start(number, key, origin))
        case .stop(let number):
            if let instance = state.running.removeValue(forKey: number) { assignments.yield(.stop(instance)) }
        case .kill(let number):
            // At once, and not as a job: what is ready only after the fleet has stopped must end, too.
            state.running.removeValue(forKey: number)?.instance.kill()
        case .serve(let ticket, let assignment):
            guard let waiter = state.waiters.removeValue(forKey: ticket) else { return }
            Self.resume(waiter, with: assignment, in: state)
        case .refuse(let ticket, let refusal):
            state.waiters.removeValue(forKey: ticket)?.resume(returning: .failure(refusal))
        }
    }

    private static func resume(
        _ waiter: CheckedContinuation<Held, Never>,
        with assignment: Assignment,
        in state: State
    ) {
        guard let instance = state.running[assignment.instance] else {
            // It has ended in this very moment: what it was asked for fails as calls of such instances do.
            return waiter.resume(returning: .failure(.startFailed(.instance(.stopping))))
        }
        waiter.resume(returning: .success(Hold(instance: instance, isCold: assignment.isCold)))
    }
}
