import DialectFunctionCompute
import ReleaseModel
import Synchronization

/// What each account has in the queue, so that none fills it.
final class QueueQuota: Sendable {
    private let limits: QueueLimits
    private let usage: Mutex<[Account.ID: QueueUsage]>

    init(limits: QueueLimits, usage: [Account.ID: QueueUsage]) {
        self.limits = limits
        self.usage = Mutex(usage)
    }

    /// Makes room for a call; refuses where there is none.
    func reserve(_ bytes: Int, for account: Account.ID) throws(FunctionComputeError) {
        let isRoom = usage.withLock { usage in
            var own = usage[account] ?? QueueUsage()
            own.entries += 1
            own.bytes += bytes
            guard own.entries <= limits.entriesPerAccount, own.bytes <= limits.bytesPerAccount else { return false }
            usage[account] = own
            return true
        }
        guard isRoom else {
            throw FunctionComputeError(
                .resourceExhausted,
                "the account has \(limits.entriesPerAccount) asynchronous calls or \(limits.bytesPerAccount) bytes of "
                    + "events waiting"
            )
        }
    }

    func giveBack(_ bytes: Int, of account: Account.ID) {
        usage.withLock { usage in
            guard var own = usage[account] else { return }
            own.entries -= 1
            own.bytes -= bytes
            usage[account] = own.entries > 0 ? own : nil
        }
    }
}
