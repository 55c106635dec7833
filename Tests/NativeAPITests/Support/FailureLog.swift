import NativeAPI
import Synchronization

/// What the API told the log.
final class FailureLog: Sendable {
    private let entries = Mutex<[ControlAPIFailure]>([])

    var all: [ControlAPIFailure] { entries.withLock { $0 } }

    func add(_ failure: ControlAPIFailure) {
        entries.withLock { $0.append(failure) }
    }
}
