import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import SocketTesting
import StoreSQLite
import Testing

@testable import DialectPrefect

@Suite("What a client leaves behind that goes away in the middle", .timeLimit(.minutes(1)))
struct FlowWatchTests {
    private static let path = SmallPrefect.path

    /// Asks, and goes away when Prefect has carried out a request that begins so, and has not answered yet.
    private static func leave(
        _ test: APIUnderTest,
        at request: String,
        asking ask: @escaping @Sendable () async throws -> Void
    ) async throws {
        let hold = test.prefect.hold(request)
        try await withThrowingTaskGroup { group in
            group.addTask { try await ask() }
            _ = try await offPool { try hold.arrival.take() }
            group.cancelAll()
            try await group.waitForAll()
        }
        hold.release.give("")
    }

    @Test("is left to it for one look, and finished at the next")
    func move() async throws {
        try await APIUnderTest.run { test async throws in
            _ = try await test.ask(.patch, Self.path, #"{"description":"two"}"#)
            let watch = FlowWatch(api: test.api, journal: test.store)
            var failure: (any Error)?
            try await Self.leave(test, at: "PATCH \(SmallPrefect.path)") { _ = try await test.promote(1) }
            let left = Set(try await test.store.intents().map(\.id))
            #expect(left.count == 1)
            #expect(try await watch.settle([], &failure) == left)
            #expect(try await test.store.intents().count == 1)
            _ = try await watch.settle(left, &failure)
            #expect(try await test.store.intents().isEmpty)
            // It was carried out, so it is not undone.
            #expect(test.prefect.description == "one")
            #expect(try await test.live() == 1)
            #expect(try await test.versions() == [#""one""#, #""two""#])
            #expect(try await watch.settle([], &failure).isEmpty)
        }
    }

    @Test("becomes a version if it was a write, as its author's")
    func write() async throws {
        try await APIUnderTest.run { test async throws in
            _ = try await test.ask(.get, Self.path)
            let watch = FlowWatch(api: test.api, journal: test.store)
            var failure: (any Error)?
            try await Self.leave(test, at: "PATCH \(SmallPrefect.path)") {
                _ = try await test.ask(.patch, Self.path, #"{"description":"two"}"#)
            }
            #expect(try await test.store.intents().count == 1)
            let open = try await watch.settle([], &failure)
            _ = try await watch.settle(open, &failure)
            #expect(try await test.store.intents().isEmpty)
            #expect(try await test.versions() == [#""one""#, #""two""#])
            let workload = try await test.plane.workload(test.flow)
            let alias = try await test.plane.alias(.live, of: workload)
            let last = try await test.store.deployments(of: alias.id, page: PageRequest(limit: 1)).items.first
            #expect(last?.origin == .requested)
        }
    }

    @Test("of one flow keeps nobody from what is left of others")
    func others() async throws {
        try await APIUnderTest.run { test async throws in
            _ = try await test.ask(.get, Self.path)
            let author = Attribution(author: "ada", source: .sdk)
            let broken = WorkloadName(account: test.flow.account, kind: .flow, name: "etl/broken")
            for flow in [broken, test.flow] {
                let intent = FlowIntent(
                    id: FlowIntent.ID(UUID()),
                    flow: flow,
                    action: .write,
                    note: FlowNote(),
                    attribution: author,
                    openedAt: Date()
                )
                try await test.store.open(intent)
            }
            test.prefect.fail("GET /api/deployments/name/etl/broken", with: "500 Internal Server Error")
            let watch = FlowWatch(api: test.api, journal: test.store)
            var failure: (any Error)?
            let open = try await watch.settle([], &failure)
            #expect(open.count == 2 && failure == nil)
            #expect(try await watch.settle(open, &failure) == open)
            #expect(failure != nil)
            #expect(try await test.store.intents().map(\.flow) == [broken])
        }
    }
}
