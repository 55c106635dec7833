import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

/// A release plane with a system that runs flows, over a real store.
struct FlowBench: Sendable {
    let plane: ReleasePlane
    let store: SQLiteStore
    let server: FlowServer
    let flow: WorkloadName

    static func run(_ test: (FlowBench) async throws -> Void) async throws {
        let home = "/tmp/sluice-flows-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let store = try await SQLiteStore.open(home: StoreLocation(home: home))
        let server = FlowServer()
        let account = try #require(try await store.accounts().first).id
        do {
            try await test(
                FlowBench(
                    plane: plane(over: store, server),
                    store: store,
                    server: server,
                    flow: WorkloadName(account: account, kind: .flow, name: "etl/nightly")
                )
            )
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    /// A plane as a server that was started anew has it.
    static func plane(over store: SQLiteStore, _ server: FlowServer) -> ReleasePlane {
        ReleasePlane(
            store: store,
            blobs: store.blobs,
            environment: ReleasePlane.Environment(
                now: { Date() },
                makeUUID: { UUID() },
                announce: { _ in .inForce(after: .zero) },
                tryLoading: { _, _ in nil },
                flows: FlowSystem(upstream: server, journal: store, ledger: store)
            )
        )
    }

    func restarted() -> FlowBench {
        FlowBench(plane: Self.plane(over: store, server), store: store, server: server, flow: flow)
    }

    /// A client writes a content, through Sluice.
    @discardableResult
    func write(_ text: String, author: String = "ada") async throws -> Published? {
        try await plane.follow(
            flow,
            noting: FlowNote(verbatim: "info \(text)"),
            by: Attribution(author: author, source: .sdk)
        ) {
            server[flow.name] = FlowServer.Flow(text: text, schedule: server[flow.name]?.schedule ?? "daily")
            return .written(())
        }.published
    }

    @discardableResult
    func promote(_ number: Int, seen: Revision? = nil) async throws -> Receipt<Deployment> {
        try await plane.promote(.number(number), on: .live, of: flow, record: .example("because", seen: seen))
    }

    /// The texts of all versions, oldest first.
    func versions() async throws -> [String] {
        let workload = try await plane.workload(flow)
        var texts: [String] = []
        for version in try await store.versions(of: workload.id, from: 1, ascending: true, limit: 1_000) {
            texts.append(try await plane.content(of: version, in: workload).configuration["text"] ?? "")
        }
        return texts
    }

    /// The number of the live version.
    func live() async throws -> Int? {
        try await plane.liveVersion(of: try await plane.workload(flow))?.number
    }

    func history() async throws -> [Deployment] {
        let alias = try await plane.alias(.live, of: try await plane.workload(flow))
        return try await store.deployments(of: alias.id, page: PageRequest(limit: 100)).items.reversed()
    }

    /// What must be true whenever nothing is under way.
    func expectAgreement(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await store.intents().isEmpty, sourceLocation: sourceLocation)
        let workload = try await plane.workload(flow)
        let live = try #require(try await plane.liveVersion(of: workload))
        let content = try await plane.content(of: live, in: workload)
        #expect(content.configuration["text"] == server[flow.name]?.text, sourceLocation: sourceLocation)
        #expect(server[flow.name]?.schedule == "daily", sourceLocation: sourceLocation)
    }
}
