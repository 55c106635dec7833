import ReleaseModel
import SocketTesting
import Testing

@testable import GatewayPlane

@Suite("Routes apply at once, in order, and touch only what changed", .timeLimit(.minutes(1)))
struct RoutingTests {
    private func delta(
        _ revision: Int,
        _ routes: [WorkloadRoute],
        complete: Bool = false,
        removed: [Workload.ID] = []
    ) -> RoutingDelta {
        RoutingDelta(revision: Revision(revision), isComplete: complete, changed: routes, removed: removed)
    }

    @Test("a partial delta that is not newer changes nothing; a complete one always applies")
    func order() {
        let board = RoutingBoard()
        #expect(board.apply(delta(5, [.example("a")], complete: true)))
        #expect(!board.apply(delta(5, [.example("b", id: 2)])))
        #expect(!board.apply(delta(4, [.example("b", id: 2)])))
        #expect(board.root.worker("b") == nil)
        #expect(board.apply(delta(6, [.example("b", id: 2)])))
        #expect(board.root.revision == Revision(6))
        #expect(board.root.worker("a") != nil && board.root.worker("b") != nil)
        // After a restore from a backup the revision may be lower.
        #expect(board.apply(delta(3, [.example("b", id: 2)], complete: true)))
        #expect(board.root.revision == Revision(3))
        #expect(board.root.worker("a") == nil && board.root.worker("b") != nil)
    }

    @Test("what did not change keeps its stamp and its shard")
    func stamps() throws {
        let board = RoutingBoard()
        board.applied(delta(1, [.example("a"), .example("b", id: 2)], complete: true))
        let before = board.root
        board.applied(delta(2, [.example("a", split: [2: 100_000]), .example("b", id: 2)]))
        let after = board.root
        #expect(try #require(after.worker("a")).stamp != (try #require(before.worker("a"))).stamp)
        #expect(try #require(after.worker("b")).stamp == (try #require(before.worker("b"))).stamp)
        let changed = after.shards.indices.filter { after.shards[$0] !== before.shards[$0] }
        #expect(Set(changed).isSubset(of: [RoutingRoot.shard(of: "a"), RoutingRoot.shard(of: "b")]))
        board.applied(delta(3, []))
        #expect(board.root.generation == 3)
    }

    @Test("a workload that is renamed or removed leaves its old host")
    func removal() {
        let board = RoutingBoard()
        board.applied(delta(1, [.example("a")], complete: true))
        board.applied(delta(2, [.example("b")]))
        #expect(board.root.worker("a") == nil && board.root.worker("b") != nil)
        board.applied(delta(3, [], removed: [WorkloadRoute.example("b").workload.id]))
        #expect(board.root.worker("b") == nil)
    }

    @Test("no request that begins after apply has returned is served by the old version")
    func promiseTwo() async throws {
        try await GatewayFixture.run(configure: { $0.loopCount = 2 }) { fixture in
            let folder = fixture.folder.path
            let engines = [
                try await NamingEngine(name: "v1", path: FixedInstances.path(folder, 1)),
                try await NamingEngine(name: "v2", path: FixedInstances.path(folder, 2)),
            ]
            let clients = try (0..<8).map { _ in try fixture.client() }
            for revision in 2..<200 {
                let version = 1 + revision % 2
                fixture.gateway.apply(delta(revision, [.example(split: [version: 100_000])]))
                let client = clients[revision % clients.count]
                try client.send("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n")
                #expect(try client.receiveAnswer().body == "v\(version)")
            }
            #expect(fixture.gateway.appliedRevision == Revision(199))
            for engine in engines { await engine.stop() }
        }
    }

    @Test("loops without traffic report the new revision, too")
    func observed() async throws {
        try await GatewayFixture.run(configure: { $0.loopCount = 3 }) { fixture in
            fixture.gateway.apply(delta(7, []))
            _ = await fixture.gateway.snapshot()
            #expect(fixture.gateway.observedRevision == Revision(7))
        }
    }

    @Test("a request in hand ends on the version it began on")
    func inHand() async throws {
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine(1)
            let client = try fixture.client()
            try client.send("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n")
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            fixture.gateway.apply(delta(2, [.example(split: [2: 100_000])]))
            try engine.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nv1")
            #expect(try client.receiveAnswer().body == "v1")
        }
    }

    @Test("a host that led elsewhere follows the routes: preview, own name, nothing")
    func hostChanges() async throws {
        let request = "GET / HTTP/1.1\r\nHost: beta-hello.localhost\r\n\r\n"
        try await GatewayFixture.run([.example(aliases: ["beta": 2])]) { fixture in
            let folder = fixture.folder.path
            let engines = [
                try await NamingEngine(name: "v1", path: FixedInstances.path(folder, 1)),
                try await NamingEngine(name: "v2", path: FixedInstances.path(folder, 2)),
            ]
            let first = try fixture.answer(request)
            #expect(first.body == "v2")
            let own = WorkloadRoute.example("beta-hello", id: 2)
            fixture.gateway.apply(delta(2, [own]))
            let second = try fixture.answer(request)
            #expect(second.body == "v1")
            fixture.gateway.apply(delta(3, [], removed: [own.workload.id]))
            let third = try fixture.answer(request)
            #expect(third.body == "v2")
            fixture.gateway.apply(delta(4, [.example(aliases: ["beta": 2], settings: .init(hasPreviews: false))]))
            let fourth = try fixture.answer(request)
            #expect(fourth.status == 404)
            for engine in engines { await engine.stop() }
        }
    }
}

extension RoutingBoard {
    /// Applies a delta of which the test knows that it applies.
    fileprivate func applied(_ delta: RoutingDelta) {
        #expect(apply(delta))
    }
}
