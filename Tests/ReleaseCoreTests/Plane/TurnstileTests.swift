import FoundationEssentials
import ReleaseModel
import Synchronization
import Testing

@testable import ReleaseCore

@Suite("The turnstile", .timeLimit(.minutes(1)))
struct TurnstileTests {
    private final class Crowd: Sendable {
        let inside = Mutex(0)
        let passed = Mutex(0)
    }

    @Test("lets one through at a time, and everyone in the end")
    func oneAtATime() async throws {
        let turnstile = Turnstile()
        let crowd = Crowd()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await turnstile.pass {
                        crowd.inside.withLock { $0 += 1 }
                        await Task.yield()
                        #expect(crowd.inside.withLock { $0 } == 1)
                        crowd.inside.withLock { $0 -= 1 }
                        crowd.passed.withLock { $0 += 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(crowd.passed.withLock { $0 } == 200)
    }

    @Test("lets the next one through after one that failed, and tells the failure")
    func failureLeaves() async throws {
        let turnstile = Turnstile()
        let error = await #expect(throws: ReleaseError.self) {
            try await turnstile.pass { () async throws(ReleaseError) in throw ReleaseError.tokenNotFound("x") }
        }
        let isTold = if case .tokenNotFound("x") = error { true } else { false }
        #expect(isTold, "\(String(describing: error))")
        #expect(try await turnstile.pass { 7 } == 7)
    }

    @Test("refuses whoever comes when the queue is full, and serves those that wait")
    func refusesBeyondLimit() async throws {
        let turnstile = Turnstile()
        let crowd = Turnstile.maximumWaiting + 1
        let (gate, opening) = AsyncStream<Void>.makeStream()
        let (entered, entry) = AsyncStream<Void>.makeStream()
        var refused = 0
        var served = 0
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await Self.succeeds {
                    try await turnstile.pass {
                        entry.finish()
                        for await _ in gate {}
                        return 0
                    }
                }
            }
            for await _ in entered {}
            for _ in 0..<crowd {
                group.addTask { await Self.succeeds { try await turnstile.pass { 0 } } }
            }
            // The one too many is the only one that can come back while the first is inside.
            if await group.next() == false { refused += 1 }
            opening.finish()
            for await succeeded in group { if succeeded { served += 1 } else { refused += 1 } }
        }
        #expect(refused == 1)
        #expect(served == crowd)
    }

    @Test("of a workload holds nobody up at another's, and is gone when nobody is at it")
    func rows() async throws {
        let row = TurnstileRow()
        let account = Account.ID(UUID())
        let one = WorkloadName(account: account, kind: .worker, name: "one")
        let two = WorkloadName(account: account, kind: .worker, name: "two")
        let service = WorkloadName(account: account, kind: .service, name: "one")
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            try await row.pass(one) {
                #expect(row.count == 1)
                for other in [two, service] { try await row.pass(other) { #expect(row.count == 2) } }
                #expect(row.count == 1)
                throw Stop()
            }
        }
        #expect(row.count == 0)
        #expect(try await row.pass(one) { 7 } == 7)
        #expect(row.count == 0)
    }

    private static func succeeds(_ body: () async throws -> Int) async -> Bool {
        do {
            _ = try await body()
            return true
        } catch ReleaseError.storeUnavailable(operation: "change", _) {
            return false
        } catch {
            Issue.record(error)
            return false
        }
    }
}
