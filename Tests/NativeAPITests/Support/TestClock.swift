import FoundationEssentials
import Synchronization

/// A wall clock that stands still until it is moved.
final class TestClock: Sendable {
    private let moment = Mutex(Date(timeIntervalSince1970: 1_800_000_000.123))

    var now: Date { moment.withLock { $0 } }

    func advance(seconds: Double) {
        moment.withLock { $0.addTimeInterval(seconds) }
    }
}
