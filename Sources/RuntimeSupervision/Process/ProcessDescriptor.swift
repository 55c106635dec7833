import CSystem
import Glibc

/// An open pidfd: it means one process for ever, also after that has ended.
final class ProcessDescriptor: Sendable {
    private let number: Int32

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

    /// Returns how the child ended, or nil while it runs.
    ///
    /// Only the first call after the end gets the answer.
    func takeEnding() -> ProcessEnding? {
        var ending = system_exit()
        let outcome = system_wait(number, false, &ending)
        guard outcome != 0 else { return nil }
        // Only if someone else has waited for our child: then it has ended, and how is lost.
        guard outcome > 0 else { return .exited(code: -1) }
        return ending.by_signal ? .killed(signal: ending.status) : .exited(code: ending.status)
    }
}
