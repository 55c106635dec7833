import FoundationEssentials
import NativeAPI
import NativeWire
import ReleaseModel
import Synchronization

/// Hands what instances log to whoever listens.
///
/// A listener that reads too slowly loses the newest events, and is told how many.
final class TailHub: Sendable {
    /// The events that wait for a slow listener.
    static let bufferedEvents = 1_000
    /// The most listeners at once.
    static let maximumListeners = 100

    private let registrations = Mutex<[Registration]>([])

    private struct Registration {
        let workload: Workload.ID
        let filter: TailFilter
        weak var subscription: TailSubscription?
    }

    /// Begins to listen to a workload, until the subscription is let go of; `nil` when too many listen.
    func listen(to workload: Workload.ID, _ filter: TailFilter) -> TailSubscription? {
        let subscription = TailSubscription(capacity: Self.bufferedEvents)
        return registrations.withLock { registrations in
            registrations.removeAll { $0.subscription == nil }
            guard registrations.count < Self.maximumListeners else { return nil }
            registrations.append(Registration(workload: workload, filter: filter, subscription: subscription))
            return subscription
        }
    }

    /// Hands an event to all that listen for it.
    func publish(_ event: WireTailEvent, of workload: Workload.ID, version: Version.ID) {
        let listening = registrations.withLock { registrations in
            registrations.filter { $0.workload == workload && $0.filter.admits(event, of: version) }
                .compactMap(\.subscription)
        }
        for subscription in listening { subscription.offer(event) }
    }
}

extension TailFilter {
    func admits(_ event: WireTailEvent, of version: Version.ID) -> Bool {
        if let wanted = self.version, wanted != version { return false }
        if errorsOnly { return event.kind == "exception" || event.level == Level.error.rawValue }
        guard let level = Level(rawValue: event.level) else { return true }
        return level.rank >= minimumLevel.rank
    }
}

extension TailFilter.Level {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
