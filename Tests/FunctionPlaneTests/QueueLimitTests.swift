import DialectFunctionCompute
import FoundationEssentials
import ReleaseModel
import Testing

@testable import FunctionPlane

@Suite("The queue of asynchronous calls is bounded")
struct QueueLimitTests {
    @Test(
        "by pauses that double, up to the longest",
        arguments: [(1, 1), (2, 2), (3, 4), (8, 128), (9, 256), (10, 300), (1_000, 300)]
    )
    func pauses(attempts: Int, seconds: Int) {
        #expect(QueueLimits().pause(after: attempts) == .seconds(seconds))
    }

    @Test("by how many calls and bytes an account has in it, and by nobody else's")
    func quota() throws {
        var limits = QueueLimits()
        limits.entriesPerAccount = 3
        limits.bytesPerAccount = 10
        let (one, other) = (Account.ID(UUID()), Account.ID(UUID()))
        let quota = QueueQuota(limits: limits, usage: [one: QueueUsage(entries: 1, bytes: 4)])
        func isRefused(_ bytes: Int, _ account: Account.ID) -> Bool {
            do {
                try quota.reserve(bytes, for: account)
                return false
            } catch {
                #expect(error.code == .resourceExhausted)
                return true
            }
        }
        #expect(isRefused(7, one))
        #expect(!isRefused(6, one) && isRefused(1, one))
        #expect(!isRefused(0, one) && isRefused(0, one))
        #expect(!isRefused(10, other))
        quota.giveBack(6, of: one)
        #expect(!isRefused(6, one))
    }
}
