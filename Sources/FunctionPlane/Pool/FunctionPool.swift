/// The instances of one function of one version, and the calls that wait for them.
///
/// A plain value that decides; ``FleetState`` keeps the pools and asks them, and somebody else acts.
struct FunctionPool: Sendable {
    typealias Instant = ContinuousClock.Instant

    struct Slot: Sendable {
        let number: InstanceNumber
        var isReady = false
        /// The calls that it serves.
        var running = 0
        var lastUse: Instant
        /// Whether it was never used, and a call was waiting when it was asked for.
        var isFresh: Bool
    }

    struct Waiting: Sendable {
        let ticket: Ticket
        /// The most instances that there may be, as the qualifier of the call says.
        let cap: Int
        let deadline: Instant
    }

    /// The calls that one instance may serve at once.
    let concurrency: Int
    private(set) var slots: [Slot] = []
    /// In the order of arrival.
    private(set) var waiting: [Waiting] = []
    /// How many instances are kept although nobody calls them.
    var provisioned = 0
    private var pause: StartPause
    /// Whether nothing leads here any more: what ends its calls ends.
    private(set) var isRetired = false

    init(concurrency: Int, pause: StartPause) {
        self.concurrency = concurrency
        self.pause = pause
    }

    /// Whether it can be forgotten.
    func isEmpty(at now: Instant) -> Bool {
        slots.isEmpty && waiting.isEmpty && provisioned == 0 && !pause.isRemembered(at: now)
    }

    var readyCount: Int { slots.count { $0.isReady } }
    var startingCount: Int { slots.count { !$0.isReady } }

    /// The free instance that was used last, so that the others become idle.
    private var freeSlot: Int? {
        slots.indices.filter { slots[$0].isReady && slots[$0].running < concurrency }
            .max { slots[$0].lastUse < slots[$1].lastUse }
    }

    /// Gives a call an instance that is free.
    mutating func take(at now: Instant) -> Assignment? {
        guard waiting.isEmpty, let index = freeSlot else { return nil }
        isRetired = false
        return assign(index, at: now)
    }

    /// Lets a call wait; whoever asks has seen that there is room.
    mutating func wait(_ call: Waiting) {
        isRetired = false
        waiting.append(call)
    }

    /// Why a call cannot wait for a start: the last one failed, and nothing else runs.
    func failure(at now: Instant) -> StartFailure? {
        slots.isEmpty ? pause.failure(at: now) : nil
    }

    /// How many instances should be started now, for calls that wait and for those that are kept ready.
    func missing(at now: Instant) -> Int {
        guard !pause.isRunning(at: now) else { return 0 }
        let cap = waiting.map(\.cap).max() ?? 0
        let wanted = (waiting.count + concurrency - 1) / concurrency
        let forCalls = min(wanted - startingCount, cap - slots.count)
        return max(0, forCalls, provisioned - slots.count)
    }

    mutating func add(_ number: InstanceNumber, at now: Instant) {
        slots.append(Slot(number: number, lastUse: now, isFresh: !waiting.isEmpty))
    }

    /// An instance is ready; returns which waiting calls it serves.
    mutating func started(_ number: InstanceNumber, at now: Instant) -> [(Ticket, Assignment)] {
        pause.succeeded()
        guard let index = index(of: number) else { return [] }
        slots[index].isReady = true
        slots[index].lastUse = now
        return assignWaiting(at: now)
    }

    /// An instance did not start; returns the calls that are refused for it: all, unless another may still serve them.
    mutating func failed(_ number: InstanceNumber, _ failure: StartFailure, at now: Instant) -> [Ticket] {
        slots.removeAll { $0.number == number }
        if !failure.isPassing { pause.failed(failure, at: now) }
        guard slots.isEmpty else { return [] }
        return clear()
    }

    /// A call has ended.
    mutating func release(_ number: InstanceNumber, at now: Instant) -> [(Ticket, Assignment)] {
        guard let index = index(of: number) else { return [] }
        slots[index].running -= 1
        slots[index].lastUse = now
        return assignWaiting(at: now)
    }

    mutating func remove(_ number: InstanceNumber) {
        slots.removeAll { $0.number == number }
    }

    mutating func retire() {
        isRetired = true
        provisioned = 0
    }

    /// Takes out the instances that nobody needs: idle for too long, or of no use any more.
    mutating func removeIdle(since limit: Instant) -> [InstanceNumber] {
        var spare = max(0, readyCount - provisioned)
        let idle = slots.filter { $0.isReady && $0.running == 0 && (isRetired || $0.lastUse <= limit) }
            .sorted { $0.lastUse < $1.lastUse }.prefix(spare)
        spare -= idle.count
        let numbers = idle.map(\.number)
        slots.removeAll { numbers.contains($0.number) }
        return numbers
    }

    /// The idle instance that could be ended for another function, and since when it is idle.
    var evictable: (number: InstanceNumber, since: Instant)? {
        guard readyCount > provisioned else { return nil }
        return slots.filter { $0.isReady && $0.running == 0 }.min { $0.lastUse < $1.lastUse }
            .map { ($0.number, $0.lastUse) }
    }

    /// Takes out the calls whose time is over.
    mutating func removeExpired(at now: Instant) -> [Ticket] {
        let expired = waiting.filter { $0.deadline <= now }.map(\.ticket)
        if !expired.isEmpty { waiting.removeAll { $0.deadline <= now } }
        return expired
    }

    /// Takes out all calls that wait.
    mutating func clear() -> [Ticket] {
        defer { waiting = [] }
        return waiting.map(\.ticket)
    }

    private func index(of number: InstanceNumber) -> Int? {
        slots.firstIndex { $0.number == number }
    }

    private mutating func assignWaiting(at now: Instant) -> [(Ticket, Assignment)] {
        var served: [(Ticket, Assignment)] = []
        while let first = waiting.first, let index = freeSlot {
            waiting.removeFirst()
            served.append((first.ticket, assign(index, at: now)))
        }
        return served
    }

    private mutating func assign(_ index: Int, at now: Instant) -> Assignment {
        defer { slots[index].isFresh = false }
        slots[index].running += 1
        slots[index].lastUse = now
        return Assignment(instance: slots[index].number, isCold: slots[index].isFresh)
    }
}
