import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Synchronization
import Testing

@Suite("A change of a flow is in force when it is answered", .timeLimit(.minutes(1)))
struct FlowReceiptTests {
    /// A bench whose data plane never confirms anything, and the revisions that it was told of.
    private static func run(_ test: (FlowBench, DeafDataPlane) async throws -> Void) async throws {
        try await FlowBench.run { bench in
            let dataPlane = DeafDataPlane()
            let plane = ReleasePlane(
                store: bench.store,
                blobs: bench.store.blobs,
                environment: ReleasePlane.Environment(
                    now: { Date() },
                    makeUUID: { UUID() },
                    announce: { dataPlane.hear($0) },
                    tryLoading: { _, _ in nil },
                    flows: FlowSystem(upstream: bench.server, journal: bench.store, ledger: bench.store)
                )
            )
            let deaf = FlowBench(plane: plane, store: bench.store, server: bench.server, flow: bench.flow)
            try await test(deaf, dataPlane)
        }
    }

    @Test("whatever the data plane does, which is not even told")
    func flows() async throws {
        try await Self.run { bench, dataPlane in
            for text in ["a", "b"] { try await bench.write(text) }
            let moved = try await bench.promote(1)
            let back = try await bench.plane.rollback(.live, of: bench.flow, to: .previousStable, record: .example())
            let workload = try await bench.plane.workload(bench.flow)
            let first = try await bench.plane.liveVersion(.number(1), of: workload)
            let alias = try await bench.plane.createAlias(
                try Alias.Name("stable"),
                of: bench.flow,
                routing: Routing(split: TrafficSplit(allTo: first.id)),
                record: .example()
            )
            let repeated = try #require(try await bench.plane.deployment(madeBy: moved.revision))
            let published = try #require(try await bench.plane.publication(by: Revision(1)))
            let deleted = try await bench.plane.deleteWorkload(bench.flow, record: .example())
            #expect(
                [
                    moved.propagation, back.propagation, alias.propagation, repeated.propagation, published.propagation,
                    deleted.propagation,
                ] == Array(repeating: .inForceElsewhere, count: 6)
            )
            #expect(dataPlane.heard.isEmpty)
        }
    }
}

/// A data plane that never confirms.
private final class DeafDataPlane: Sendable {
    private let revisions = Mutex<[Revision]>([])

    var heard: [Revision] { revisions.withLock { $0 } }

    func hear(_ revision: Revision) -> Propagation {
        revisions.withLock { $0.append(revision) }
        return .unconfirmed
    }
}
