import NativeAPI
import RuntimeSupervision
import Synchronization

/// Which code is loaded at the moment, and how long it took to load, learned from the runtime's events.
final class InstanceCensus: Sendable {
    /// What the warm pool loads within this time needs no process to stand by.
    static let quickLoad: Duration = .milliseconds(20)
    /// The most load times that are remembered; beyond it only those of what runs are.
    static let loadTimeLimit = 10_000

    private let state = Mutex(State())

    private struct State {
        var running: [InstanceKey: Set<UInt64>] = [:]
        var loadTimes: [InstanceKey: Duration] = [:]

        /// Whether an engine of the warm pool has it loaded at once; what was never loaded here promises nothing.
        func isQuick(_ key: InstanceKey) -> Bool {
            loadTimes[key].map { $0 <= InstanceCensus.quickLoad } ?? false
        }
    }

    func note(_ event: RuntimeEvent) {
        guard let key = event.key, let instance = event.instance else { return }
        state.withLock { state in
            switch event.content {
            case .started(_, let loading):
                state.running[key, default: []].insert(instance)
                state.loadTimes[key] = loading
                if state.loadTimes.count > Self.loadTimeLimit {
                    let running = state.running
                    state.loadTimes = state.loadTimes.filter { running[$0.key] != nil }
                }
            case .lost, .stopped:
                state.running[key]?.remove(instance)
                if state.running[key]?.isEmpty == true { state.running[key] = nil }
            case .log, .exception, .invocation, .failedToStart, .engineTrouble:
                break
            }
        }
    }

    /// Of these, in their order, what runs and would take longer to load again than the warm pool needs for ordinary code.
    func worthKeeping(among keys: [InstanceKey]) -> [InstanceKey] {
        state.withLock { state in keys.filter { state.running[$0] != nil && !state.isQuick($0) } }
    }

    /// How fast these could take traffic: as fast as the slowest of them.
    func warmth(of keys: [InstanceKey]) -> DataPlaneView.Warmth {
        state.withLock { state in
            let missing = keys.filter { state.running[$0] == nil }
            if missing.isEmpty { return .warm }
            return missing.allSatisfy(state.isQuick) ? .pool : .cold
        }
    }
}
