import NativeAPI
import ReleaseModel
import RuntimeSupervision
import Synchronization

/// Which code is loaded at the moment, and how long it took to load, learned from the runtime's events.
final class InstanceCensus: Sendable {
    /// What the warm pool loads within this time needs no process to stand by.
    static let quickLoad: Duration = .milliseconds(20)

    private let state = Mutex(State())

    private struct State {
        var running: [InstanceKey: Set<UInt64>] = [:]
        var loadTimes: [InstanceKey: Duration] = [:]
    }

    func note(_ event: RuntimeEvent) {
        guard let key = event.key, let instance = event.instance else { return }
        state.withLock { state in
            switch event.content {
            case .started(let time):
                state.running[key, default: []].insert(instance)
                state.loadTimes[key] = time
            case .lost, .stopped:
                state.running[key]?.remove(instance)
                if state.running[key]?.isEmpty == true { state.running[key] = nil }
            case .log, .exception, .failedToStart, .engineTrouble:
                break
            }
        }
    }

    /// Of these, what would take longer to load than the warm pool needs for ordinary code.
    func slow(among keys: [InstanceKey]) -> [InstanceKey] {
        state.withLock { state in keys.filter { (state.loadTimes[$0] ?? .zero) > Self.quickLoad } }
    }

    /// How fast these could take traffic: as fast as the slowest of them.
    func warmth(of keys: [InstanceKey]) -> DataPlaneView.Warmth {
        state.withLock { state in
            let missing = keys.filter { state.running[$0] == nil }
            if missing.isEmpty { return .warm }
            return missing.contains { (state.loadTimes[$0] ?? .zero) > Self.quickLoad } ? .cold : .pool
        }
    }

    /// Forgets load times of what is gone.
    func forget(_ isGone: (InstanceKey) -> Bool) {
        state.withLock { state in state.loadTimes = state.loadTimes.filter { !isGone($0.key) } }
    }
}
