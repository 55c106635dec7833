import ReleaseModel

/// All pools of a node: decides which calls get which instances, and what is started and ended.
struct FleetState: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// What becomes of a call at once.
    enum Answer: Sendable, Equatable {
        case assigned(Assignment)
        /// It waits; an action will name the ticket.
        case waiting(Ticket)
        case refused(CapacityRefusal)
    }

    private let limits: FunctionLimits
    private(set) var pools: [FunctionKey: FunctionPool] = [:]
    private var keys: [InstanceNumber: FunctionKey] = [:]
    private var lastNumber = 0
    private var isStopping = false

    init(limits: FunctionLimits) {
        self.limits = limits
    }

    var instanceCount: Int { keys.count }

    /// Asks for an instance: of so many at most, as the qualifier of the call says.
    mutating func acquire(_ key: FunctionKey, cap: Int, at now: Instant) -> (Answer, [FleetAction]) {
        guard !isStopping else { return (.refused(.stopping), []) }
        var pool = pools[key] ?? makePool(key)
        if let assignment = pool.take(at: now) {
            pools[key] = pool
            return (.assigned(assignment), [])
        }
        if let failure = pool.failure(at: now) { return (.refused(.startFailed(failure)), []) }
        guard cap > 0 else { return (.refused(.instancesBusy(limit: cap)), []) }
        guard pool.waiting.count < limits.waitingCalls else {
            return (.refused(.tooManyWaiting(limit: limits.waitingCalls)), [])
        }
        let ticket = Ticket(value: nextNumber())
        pool.wait(.init(ticket: ticket, cap: cap, deadline: now + limits.longestWait))
        pools[key] = pool
        let actions = fill(key, at: now)
        guard pools[key]?.slots.isEmpty != true else {
            _ = pools[key]?.clear()
            removeIfEmpty(key, at: now)
            return (.refused(.nodeBusy(limit: limits.instances)), actions)
        }
        return (.waiting(ticket), actions)
    }

    /// A call has ended: its instance is free again, or to be given up where nobody knows what it still does.
    mutating func release(_ number: InstanceNumber, isHealthy: Bool, at now: Instant) -> [FleetAction] {
        guard let key = keys[number] else { return [] }
        guard isHealthy else {
            forget(number)
            return [.kill(number)] + fill(key, at: now)
        }
        let served = pools[key]?.release(number, at: now) ?? []
        return served.map { .serve($0, $1) } + endRetired(key, at: now)
    }

    mutating func started(_ number: InstanceNumber, at now: Instant) -> [FleetAction] {
        guard let key = keys[number] else { return [.kill(number)] }
        let served = pools[key]?.started(number, at: now) ?? []
        return served.map { .serve($0, $1) } + endRetired(key, at: now)
    }

    mutating func failed(_ number: InstanceNumber, _ failure: StartFailure, at now: Instant) -> [FleetAction] {
        guard let key = keys.removeValue(forKey: number) else { return [] }
        let refused = pools[key]?.failed(number, failure, at: now) ?? []
        // What fails for a passing reason sets no pause: the next sweep tries again.
        let starts = failure.isPassing ? [] : fill(key, at: now)
        return refused.map { .refuse($0, .startFailed(failure)) } + starts
    }

    /// A process has ended by itself.
    mutating func ended(_ number: InstanceNumber, at now: Instant) -> [FleetAction] {
        guard let key = keys[number] else { return [] }
        forget(number)
        return fill(key, at: now)
    }

    /// Drains what nothing leads to any more: its calls end where they are, and then its instances do.
    mutating func retire(at now: Instant, where isObsolete: (FunctionKey) -> Bool) -> [FleetAction] {
        pools.keys.filter(isObsolete).flatMap { key in
            pools[key]?.retire()
            return endRetired(key, at: now)
        }
    }

    /// Makes these the numbers of instances that are kept ready; all other functions have none.
    mutating func provision(_ counts: [FunctionKey: Int], at now: Instant) -> [FleetAction] {
        for key in pools.keys { pools[key]?.provisioned = counts[key] ?? 0 }
        for (key, count) in counts where pools[key] == nil {
            pools[key] = makePool(key)
            pools[key]?.provisioned = count
        }
        return counts.keys.flatMap { fill($0, at: now) }
    }

    /// Ends what is idle, refuses who has waited too long, and starts what is missing; to be called every second.
    mutating func sweep(at now: Instant) -> [FleetAction] {
        Array(pools.keys).flatMap { key in
            let expired = pools[key]?.removeExpired(at: now) ?? []
            let idle = pools[key]?.removeIdle(since: now - limits.idleTime) ?? []
            for number in idle { keys[number] = nil }
            let actions = expired.map { FleetAction.refuse($0, .waitedTooLong) } + idle.map { .stop($0) }
            let starts = fill(key, at: now)
            removeIfEmpty(key, at: now)
            return actions + starts
        }
    }

    /// Takes nothing new, and gives everything up.
    mutating func stop() -> [FleetAction] {
        isStopping = true
        let refused = Array(pools.keys).flatMap { pools[$0]?.clear() ?? [] }
        let running = keys.keys.sorted()
        pools = [:]
        keys = [:]
        return refused.map { .refuse($0, .stopping) } + running.map { .stop($0) }
    }

    private func makePool(_ key: FunctionKey) -> FunctionPool {
        FunctionPool(
            concurrency: key.content.execution.concurrency,
            pause: StartPause(first: limits.firstPause, longest: limits.longestPause)
        )
    }

    private mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    private mutating func forget(_ number: InstanceNumber) {
        guard let key = keys.removeValue(forKey: number) else { return }
        pools[key]?.remove(number)
    }

    private mutating func endRetired(_ key: FunctionKey, at now: Instant) -> [FleetAction] {
        guard pools[key]?.isRetired == true else { return [] }
        let idle = pools[key]?.removeIdle(since: now) ?? []
        for number in idle { keys[number] = nil }
        removeIfEmpty(key, at: now)
        return idle.map { .stop($0) }
    }

    /// Starts what a pool misses, at the cost of what has been idle longest elsewhere.
    private mutating func fill(_ key: FunctionKey, at now: Instant) -> [FleetAction] {
        guard !isStopping else { return [] }
        var actions: [FleetAction] = []
        for _ in 0..<(pools[key]?.missing(at: now) ?? 0) {
            if keys.count >= limits.instances {
                guard let victim = oldestIdle() else { break }
                forget(victim)
                actions.append(.stop(victim))
            }
            let number = InstanceNumber(value: nextNumber())
            keys[number] = key
            pools[key]?.add(number, at: now)
            actions.append(.start(number, key))
        }
        return actions
    }

    private func oldestIdle() -> InstanceNumber? {
        pools.values.compactMap(\.evictable).min { $0.since < $1.since }?.number
    }

    private mutating func removeIfEmpty(_ key: FunctionKey, at now: Instant) {
        if pools[key]?.isEmpty(at: now) == true { pools[key] = nil }
    }
}
