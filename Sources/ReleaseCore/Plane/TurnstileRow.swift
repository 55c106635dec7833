import Synchronization

/// One ``Turnstile`` per workload, each for as long as somebody is at it.
final class TurnstileRow: Sendable {
    private struct Place {
        let turnstile: Turnstile
        var users: Int
    }

    private let places = Mutex<[WorkloadName: Place]>([:])

    /// Waits for a turn at a workload's turnstile and keeps it until the body ends.
    func pass<Value>(_ name: WorkloadName, _ body: () async throws -> Value) async throws -> Value {
        try await enter(name)
        defer { leave(name) }
        return try await body()
    }

    /// Waits for a turn at a workload's turnstile; whoever gets it calls ``leave(_:)`` once.
    func enter(_ name: WorkloadName) async throws(ReleaseError) {
        do {
            try await approach(name).enter()
        } catch {
            withdraw(name)
            throw error
        }
    }

    func leave(_ name: WorkloadName) {
        places.withLock { $0[name]?.turnstile }?.leave()
        withdraw(name)
    }

    /// The workloads that somebody is at.
    var count: Int { places.withLock(\.count) }

    private func approach(_ name: WorkloadName) -> Turnstile {
        places.withLock { places in
            let turnstile = places[name]?.turnstile ?? Turnstile()
            places[name] = Place(turnstile: turnstile, users: (places[name]?.users ?? 0) + 1)
            return turnstile
        }
    }

    private func withdraw(_ name: WorkloadName) {
        places.withLock { places in
            places[name]?.users -= 1
            if places[name]?.users == 0 { places[name] = nil }
        }
    }
}
