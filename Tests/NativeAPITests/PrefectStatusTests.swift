import FoundationEssentials
import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@Suite("The state of the server shows the Prefect server behind it", .timeLimit(.minutes(1)))
struct PrefectStatusTests {
    private static let upstream = "http://127.0.0.1:4201"

    private static func run(
        isAnswering: Bool = true,
        _ body: @Sendable (APIUnderTest) async throws -> Void
    ) async throws {
        let prefect: APIUnderTest.Prefect = { store in
            PrefectView(
                url: "http://127.0.0.1:4200",
                upstream: Self.upstream,
                journal: store,
                isAnswering: { isAnswering }
            )
        }
        try await APIUnderTest.run(prefect: prefect, body)
    }

    private static func status(_ server: APIUnderTest, fields: HTTPFields = [:]) async throws -> WireStatus {
        try await server.get("/api/v1/status", fields: fields).decode(WireStatus.self)
    }

    private static func open(_ flow: String, on server: APIUnderTest, secondsAgo: Double) async throws {
        let intent = FlowIntent(
            id: FlowIntent.ID(UUID()),
            flow: WorkloadName(account: server.account.id, kind: .flow, name: flow),
            action: .write,
            note: FlowNote(),
            attribution: Attribution(author: "ada", source: .sdk),
            openedAt: server.clock.now.addingTimeInterval(-secondsAgo)
        )
        try await server.store.open(intent)
    }

    @Test("where both are, how many flows have a history, and what is under way")
    func shows() async throws {
        try await Self.run { server in
            let upload = Upload(
                workload: WorkloadName(account: server.account.id, kind: .flow, name: "etl/nightly"),
                content: try Snapshot(kind: .flow, components: [], configuration: ["description": #""a""#]),
                attribution: Attribution(author: "ada", source: .sdk)
            )
            _ = try await server.plane.publish(upload, release: .now(message: nil))
            let quiet = try #require(try await Self.status(server).prefect)
            #expect(quiet.url == "http://127.0.0.1:4200" && quiet.upstream == Self.upstream && quiet.answers)
            #expect(quiet.flows == 1 && quiet.openChanges == 0 && quiet.oldestChangeSeconds == nil)
            try await Self.open("etl/late", on: server, secondsAgo: 100)
            try await Self.open("etl/new", on: server, secondsAgo: 1)
            let status = try await Self.status(server)
            let busy = try #require(status.prefect)
            #expect(busy.openChanges == 2 && abs((busy.oldestChangeSeconds ?? 0) - 100) < 1)
            #expect(busy.warnings.isEmpty && status.warnings.allSatisfy { !$0.contains("Prefect") })
        }
    }

    @Test("a change that is open for more than two minutes is warned of, with its flow")
    func overdue() async throws {
        try await Self.run { server in
            try await Self.open("etl/late", on: server, secondsAgo: 200)
            let status = try await Self.status(server)
            let warnings = try #require(status.prefect?.warnings)
            #expect(warnings.count == 1 && status.warnings.contains(warnings))
            #expect(warnings[0].hasPrefix("A change of the flow etl/late that was begun 3 minutes ago"), "\(warnings)")
        }
    }

    @Test("a server that does not answer is warned of")
    func silent() async throws {
        try await Self.run(isAnswering: false) { server in
            let status = try await Self.status(server)
            let warning = "The Prefect server at \(Self.upstream) does not answer."
            #expect(status.prefect?.answers == false && status.prefect?.warnings == [warning])
            #expect(status.warnings.contains(warning))
        }
    }

    @Test("nothing is said of it where there is none, or to anybody but the operator")
    func absent() async throws {
        try await APIUnderTest.run { server in
            let text = try await server.get("/api/v1/status").text
            #expect(!text.contains("prefect"))
        }
        try await Self.run(isAnswering: false) { server in
            let opened = try await server.change(.post, "/api/v1/accounts", #"{"name":"shop","owner":"anna"}"#)
            let secret = try opened.decode(WireOpenedAccount.self).secret
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(secret)")]
            let status = try await Self.status(server, fields: fields)
            #expect(status.prefect == nil && status.warnings.allSatisfy { !$0.contains("Prefect") })
        }
    }
}
