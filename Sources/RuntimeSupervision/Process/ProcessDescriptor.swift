import CSystem
import Glibc
import Synchronization

/// An open pidfd: it means one process for ever, also after that has ended.
final class ProcessDescriptor: Sendable {
    private let number: Int32
    private let isWaitedFor = Mutex(false)

    init(adopting number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    /// Sends a signal; returns whether the process was still there.
    @discardableResult
    func signal(_ signal: Int32) -> Bool {
        system_pidfd_signal(number, signal) == 0
    }

    /// Sends a signal to the group that the child leads, which has its pid for a name until the child is waited for.
    func signal(_ signal: Int32, toGroup group: Int32) {
        isWaitedFor.withLock { isWaitedFor in
            guard !isWaitedFor else { return }
            _ = kill(-group, signal)
        }
    }

    /// Returns how the child ended, or nil while it runs.
    ///
    /// Only the first call after the end gets the answer.
    func takeEnding() -> ProcessEnding? {
        var ending = system_exit()
        let outcome = isWaitedFor.withLock { isWaitedFor in
            let outcome = system_wait(number, false, &ending)
            if outcome != 0 { isWaitedFor = true }
            return outcome
        }
        guard outcome != 0 else { return nil }
        // Only if someone else has waited for our child: then it has ended, and how is lost.
        guard outcome > 0 else { return .exited(code: -1) }
        return ending.by_signal ? .killed(signal: ending.status) : .exited(code: ending.status)
    }
}
