import EventDispatch
import Synchronization

/// A record that lives as long as the test, across the schedulers that it starts.
final class MemoryRecord: MinuteRecord {
    struct Broken: Error {}

    private let last: Mutex<UTCMinute?>
    private let isBroken: Bool

    init(_ last: UTCMinute? = nil, isBroken: Bool = false) {
        self.last = Mutex(last)
        self.isBroken = isBroken
    }

    var noted: UTCMinute? { last.withLock(\.self) }

    func lastMinute() throws -> UTCMinute? {
        if isBroken { throw Broken() }
        return noted
    }

    func note(_ minute: UTCMinute) throws {
        if isBroken { throw Broken() }
        last.withLock { $0 = minute }
    }
}
