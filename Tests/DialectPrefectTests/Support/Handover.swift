import Dispatch
import SocketTesting
import Synchronization

/// Hands one text from one blocking thread to another, which waits at most ten seconds.
final class Handover: Sendable {
    struct Late: Error {}

    private let text = Mutex<String?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func give(_ text: String) {
        self.text.withLock { $0 = text }
        isThere.signal()
    }

    func take() throws -> String {
        guard isThere.wait(timeout: .now() + 10) == .success, let text = text.withLock({ $0.take() }) else {
            throw Late()
        }
        return text
    }
}
