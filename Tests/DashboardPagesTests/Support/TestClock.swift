import FoundationEssentials
import Synchronization

/// Two clocks that stand still until they are moved: the wall's, and the one that nobody sets.
final class TestClock: Sendable {
    private struct Times {
        var wall = Date(timeIntervalSince1970: 1_800_000_000.123)
        var instant = ContinuousClock.now
    }

    private let times = Mutex(Times())

    var now: Date { times.withLock { $0.wall } }
    var instant: ContinuousClock.Instant { times.withLock { $0.instant } }

    func advance(_ duration: Duration) {
        times.withLock { times in
            times.wall.addTimeInterval(TimeInterval(duration.components.seconds))
            times.instant = times.instant.advanced(by: duration)
        }
    }

    /// Sets the wall clock alone.
    func setWall(forward seconds: TimeInterval) {
        times.withLock { $0.wall.addTimeInterval(seconds) }
    }
}
