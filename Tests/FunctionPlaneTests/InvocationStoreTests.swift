import FoundationEssentials
import Glibc
import ReleaseModel
import SQLiteAccess
import TestSurroundings
import Testing

@testable import FunctionPlane

@Suite("Accepted calls", .timeLimit(.minutes(1)))
struct InvocationStoreTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/functions.db" }
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("are claimed once, when they are due, the longest due first")
    func claiming() async throws {
        let store = try await InvocationStore.open(path)
        let first = QueuedCall.example("1", at: start)
        let second = QueuedCall.example("2", at: start.addingTimeInterval(-1))
        try await store.add([first, second, .example("3", at: start.addingTimeInterval(60))])
        let claimed = try await store.claim(upTo: 10, at: start)
        #expect(claimed.map(\.call) == [second, first] && claimed.allSatisfy { $0.attempts == 1 })
        #expect(try await store.claim(upTo: 10, at: start).isEmpty)
        #expect(try await store.nextDue() == start.addingTimeInterval(60))
        #expect(try await store.usage() == [first.account: QueueUsage(entries: 3, bytes: 15)])
        try await store.end(claimed[0], CallEnding(status: .succeeded, at: start), telling: [])
        #expect(try await store.usage() == [first.account: QueueUsage(entries: 2, bytes: 10)])
        await store.close()
    }

    @Test("that fail come again later, with the attempts that count")
    func retrying() async throws {
        let store = try await InvocationStore.open(path)
        try await store.add([.example("1", at: start)])
        var now = start
        for (isCounted, expected) in [(true, 1), (false, 2), (true, 2), (true, 3)] {
            let item = try #require(try await store.claim(upTo: 1, at: now).first)
            #expect(item.attempts == expected)
            now += 10
            let ending = CallEnding(status: .retrying, at: now, dueAt: now, isCounted: isCounted)
            try await store.end(item, ending, telling: [])
        }
        #expect(try await store.claim(upTo: 1, at: now.addingTimeInterval(-1)).isEmpty)
        await store.close()
    }

    @Test("tell of their end in the same step that ends them")
    func telling() async throws {
        let store = try await InvocationStore.open(path)
        var named = QueuedCall.example("1", at: start)
        named.invocationID = "job"
        try await store.add([named])
        let item = try #require(try await store.claim(upTo: 1, at: start).first)
        let ending = CallEnding(status: .failed, at: start, milliseconds: 7, error: "no", result: [1])
        // A second call of one name is refused, and with it everything else.
        await #expect(throws: QueueFailure.nameTaken) { try await store.end(item, ending, telling: [named]) }
        #expect(try await store.invocation("job", of: "f", in: named.workload)?.status == .running)
        try await store.end(item, ending, telling: [.example("2", at: start)])
        let found = try #require(try await store.invocation("job", of: "f", in: named.workload))
        #expect(
            found.status == .failed && found.error == "no" && found.milliseconds == 7 && found.payload == named.payload
        )
        #expect(found.events.map(\.status) == [.enqueued, .running, .failed])
        #expect(try await store.claim(upTo: 5, at: start).map(\.call.requestID) == ["2"])
        #expect(try await store.sweep(endedBefore: start.addingTimeInterval(1)) == 1)
        #expect(try await store.invocation("job", of: "f", in: named.workload) == nil)
        await store.close()
    }

    @Test("can be listed by time, state and name, page by page, and stopped")
    func listing() async throws {
        let store = try await InvocationStore.open(path)
        for number in 1...5 {
            var call = QueuedCall.example("\(number)", at: start.addingTimeInterval(Double(number)))
            call.invocationID = number == 5 ? "other" : "job-\(number)"
            try await store.add([call])
        }
        let workload = QueuedCall.example("", at: start).workload
        func names(_ change: (inout InvocationQuery) -> Void) async throws -> [String] {
            var query = InvocationQuery(workload: workload, function: "f", limit: 10)
            change(&query)
            return try await store.invocations(query).map(\.invocationID)
        }
        #expect(try await names { $0.prefix = "job-" } == ["job-1", "job-2", "job-3", "job-4"])
        #expect(
            try await names {
                $0.isDescending = true; $0.limit = 2
            } == ["other", "job-4"]
        )
        #expect(
            try await names {
                $0.after = 3; $0.limit = 1
            } == ["job-4"]
        )
        let times = (start.milliseconds + 2_000)...(start.milliseconds + 3_000)
        #expect(try await names { $0.times = times } == ["job-2", "job-3"])
        #expect(try await names { $0.qualifier = "prod" } == [])
        let found = try #require(try await store.invocation("job-1", of: "f", in: workload))
        #expect(try await store.stop(found, at: start) == .waiting)
        #expect(try await names { $0.status = .stopped } == ["job-1"])
        let running = try #require(try await store.claim(upTo: 1, at: start.addingTimeInterval(9)).first)
        let second = try #require(try await store.invocation("job-2", of: "f", in: workload))
        #expect(try await store.stop(second, at: start) == .running(number: running.number))
        #expect(try await names { $0.status = .stopping } == ["job-2"])
        await store.close()
    }

    @Test("of timers are noted in the step that accepts them, so that none is made twice")
    func timers() async throws {
        let (timer, other) = (Trigger.ID(UUID()), Trigger.ID(UUID()))
        let store = try await InvocationStore.open(path)
        var named = QueuedCall.example("1", at: start)
        named.invocationID = "job"
        try await store.add([named], firing: (timer, at: start))
        try await store.add([.example("2", at: start)], firing: (other, at: start))
        try await store.add([.example("3", at: start)], firing: (timer, at: start.addingTimeInterval(10)))
        // What is refused was not fired.
        await #expect(throws: QueueFailure.nameTaken) {
            try await store.add([named], firing: (timer, at: start.addingTimeInterval(20)))
        }
        await store.close()
        let again = try await InvocationStore.open(path)
        #expect(try await again.firings() == [timer: start.addingTimeInterval(10), other: start])
        try await again.forget([other])
        #expect(try await again.firings().keys.sorted() == [timer])
        await again.close()
    }

    @Test(
        "that are stopped while an attempt fails are not tried again",
        arguments: [InvocationStatus.retrying, .succeeded]
    )
    func stoppedAtTheEnd(status: InvocationStatus) async throws {
        let store = try await InvocationStore.open(path)
        var named = QueuedCall.example("1", at: start)
        named.invocationID = "job"
        try await store.add([named])
        let item = try #require(try await store.claim(upTo: 1, at: start).first)
        let found = try #require(try await store.invocation("job", of: "f", in: named.workload))
        #expect(try await store.stop(found, at: start) == .running(number: item.number))
        let expected = status == .retrying ? InvocationStatus.stopped : status
        #expect(try await store.end(item, CallEnding(status: status, at: start, dueAt: start), telling: []) == expected)
        let ended = try #require(try await store.invocation("job", of: "f", in: named.workload))
        // Once it is over, there is nothing to stop, though it was seen running.
        #expect(try await store.stop(found, at: start) == .over)
        #expect(ended.status == expected && ended.endedAt == start && ended.events.last?.status == expected)
        #expect(try await store.claim(upTo: 1, at: start.addingTimeInterval(99)).isEmpty)
        #expect(try await store.usage().isEmpty)
        await store.close()
    }

    @Test("survive a kill in the middle of their work, and are made again")
    func killed() async throws {
        setenv("SLUICE_TEST_STORE", path, 1)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            let path = try #require(getenv("SLUICE_TEST_STORE").map { String(cString: $0) })
            let start = Date(timeIntervalSince1970: 1_800_000_000)
            let store = try await InvocationStore.open(path)
            try await store.add([.example("1", at: start), .example("2", at: start), .example("3", at: start)])
            let claimed = try await store.claim(upTo: 2, at: start)
            try await store.end(claimed[0], CallEnding(status: .succeeded, at: start), telling: [])
            kill(getpid(), SIGKILL)
        }
        let store = try await InvocationStore.open(path)
        let again = try await store.claim(upTo: 5, at: max(Date(), Date(timeIntervalSince1970: 1_800_000_001)))
        #expect(Set(again.map(\.call.requestID)) == ["2", "3"] && again.allSatisfy { $0.attempts == 1 })
        await store.close()
    }
}

extension QueuedCall {
    private static let account = Account.ID(UUID())
    private static let workload = Workload.ID(UUID())

    static func example(_ requestID: String, at date: Date) -> QueuedCall {
        QueuedCall(
            account: account,
            workload: workload,
            service: "shop",
            function: "f",
            qualifier: "LATEST",
            requestID: requestID,
            retries: 3,
            acceptedAt: date,
            expiresAt: date.addingTimeInterval(100),
            payload: Array("event".utf8)
        )
    }
}
