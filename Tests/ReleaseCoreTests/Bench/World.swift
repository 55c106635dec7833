import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Synchronization

/// What a plane sees outside of its stores: a clock that stands until it is moved, identities, and a data plane.
final class World: Sendable {
    private struct State {
        var now = Date.example
        var identities: [UUID] = []
        var propagation = Propagation.inForce(after: .milliseconds(3))
        var loading: Result<Exports, LoadFailure>?
        var announced: [Revision] = []
        var tried = 0
    }

    private let state = Mutex(State())

    var announced: [Revision] { state.withLock { $0.announced } }
    /// How often code was tried.
    var tried: Int { state.withLock { $0.tried } }
    var now: Date { state.withLock { $0.now } }

    var environment: ReleasePlane.Environment {
        ReleasePlane.Environment(
            now: { self.now },
            makeUUID: { self.state.withLock { $0.identities.isEmpty ? UUID() : $0.identities.removeFirst() } },
            announce: { revision in
                self.state.withLock { state in
                    state.announced.append(revision)
                    return state.propagation
                }
            },
            tryLoading: { _, _ in
                self.state.withLock { state in
                    state.tried += 1
                    return state.loading
                }
            }
        )
    }

    func turnClock(by seconds: Double) {
        state.withLock { $0.now += seconds }
    }

    /// Makes the next identities begin with these eight hexadecimal digits.
    func nextIdentities(beginWith prefixes: String...) {
        let identities = prefixes.compactMap { UUID(uuidString: $0 + UUID().uuidString.dropFirst(8)) }
        state.withLock { $0.identities += identities }
    }

    func answerAnnouncements(with propagation: Propagation) {
        state.withLock { $0.propagation = propagation }
    }

    /// `nil` is a world without a data plane.
    func answerLoading(with result: Result<Exports, LoadFailure>?) {
        state.withLock { $0.loading = result }
    }
}
