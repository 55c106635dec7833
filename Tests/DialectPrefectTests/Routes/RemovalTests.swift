import HTTPModel
import ReleaseCore
import ReleaseModel
import SocketTesting
import StoreSQLite
import Testing

@testable import DialectPrefect

@Suite("A deletion at Prefect's address", .timeLimit(.minutes(1)))
struct RemovalTests {
    private static let other = "00000000-0000-4000-8000-0000000000d2"
    private static let neighbour = "00000000-0000-4000-8000-0000000000d3"
    private static let otherFlow = "00000000-0000-4000-8000-0000000000f2"

    /// Adds `etl/other`, and `etl2/nightly` of another flow, and has a history begin of all three.
    private static func prepare(_ test: APIUnderTest) async throws {
        var deployments = test.prefect.deployments
        deployments.flows[otherFlow] = "etl2"
        for (id, name, flow) in [(other, "other", SmallPrefect.flow), (neighbour, "nightly", otherFlow)] {
            let text = #"{"id":"\#(id)","name":"\#(name)","flow_id":"\#(flow)","description":"\#(name)"}"#
            deployments.documents[id] = JSONText(text)
        }
        test.prefect.deployments = deployments
        for id in [SmallPrefect.deployment, other, neighbour] {
            _ = try await test.ask(.get, "/api/deployments/\(id)")
        }
        #expect(try await histories(test) == ["etl/nightly", "etl/other", "etl2/nightly"])
    }

    /// The deployments that have a history.
    private static func histories(_ test: APIUnderTest) async throws -> [String] {
        try await test.store.workloads(of: test.flow.account, kind: .flow, prefix: "", from: "", limit: 10)
            .map(\.name.text).sorted()
    }

    struct Deletion: Sendable {
        let request: (method: HTTPMethod, path: String)
        var body = ""
        /// What Prefect keeps nevertheless.
        var kept: Set<String> = []
        let left: [String]
    }

    private static func filter(_ ids: String...) -> String {
        #"{"deployments":{"id":{"any_":[\#(ids.map { #""\#($0)""# }.joined(separator: ","))]}}}"#
    }

    static let deletions: [Deletion] = [
        Deletion(request: (.delete, SmallPrefect.path), left: ["etl/other", "etl2/nightly"]),
        Deletion(request: (.delete, "/api/flows/\(SmallPrefect.flow)"), left: ["etl2/nightly"]),
        Deletion(
            request: (.post, "/api/deployments/bulk_delete"),
            body: filter(SmallPrefect.deployment, neighbour),
            left: ["etl/other"]
        ),
        Deletion(
            request: (.post, "/api/deployments/bulk_delete"),
            body: filter(SmallPrefect.deployment, other),
            kept: [SmallPrefect.deployment],
            left: ["etl/nightly", "etl2/nightly"]
        ),
        Deletion(
            request: (.post, "/api/flows/bulk_delete"),
            kept: [otherFlow],
            left: ["etl2/nightly"]
        ),
    ]

    @Test("ends the histories of what went with it, and no other", arguments: deletions.indices)
    func ends(index: Int) async throws {
        let deletion = Self.deletions[index]
        try await APIUnderTest.run { test async throws in
            try await Self.prepare(test)
            test.prefect.deployments.kept = deletion.kept
            let path = deletion.request.path
            #expect(try await test.ask(deletion.request.method, path, deletion.body).status.isSuccess)
            #expect(try await Self.histories(test) == deletion.left)
            #expect(test.prefect.deployments.documents.count == deletion.left.count)
            #expect(try await test.ask(.get, "/api/deployments/name/etl2/nightly").status.isSuccess == (index != 2))
        }
    }

    static let bulk = [
        "DELETE /api/flows/\(SmallPrefect.flow)", "POST /api/deployments/bulk_delete", "POST /api/flows/bulk_delete",
    ]

    /// Has somebody delete all, and `body` happen when Prefect has done it and not said so yet.
    private static func delete(
        _ request: String,
        _ test: APIUnderTest,
        meanwhile body: @escaping @Sendable () -> Void
    ) async throws -> APIUnderTest.Reply {
        let hold = test.prefect.hold(request)
        let words = request.split(separator: " ").map(String.init)
        async let reply = test.ask(words[0] == "POST" ? .post : .delete, words[1], words[0] == "POST" ? "{}" : "")
        try await offPool {
            _ = try hold.arrival.take()
            body()
            hold.release.give("")
        }
        return try await reply
    }

    @Test("leaves the history of what was made anew in the meantime", arguments: bulk)
    func madeAnew(request: String) async throws {
        try await APIUnderTest.run { test async throws in
            try await Self.prepare(test)
            let reply = try await Self.delete(request, test) {
                let (flow, id) = ("00000000-0000-4000-8000-0000000000f9", "00000000-0000-4000-8000-0000000000d9")
                var deployments = test.prefect.deployments
                deployments.flows[flow] = "etl"
                deployments.documents[id] = JSONText(
                    #"{"id":"\#(id)","name":"other","flow_id":"\#(flow)","description":"anew"}"#
                )
                test.prefect.deployments = deployments
            }
            #expect(reply.status.isSuccess)
            #expect(try await Self.histories(test).prefix { $0 != "etl2/nightly" } == ["etl/other"])
        }
    }

    @Test("leaves a history where nobody can tell whether it was made anew, and says so to the log", arguments: bulk)
    func untold(request: String) async throws {
        try await APIUnderTest.run { test async throws in
            try await Self.prepare(test)
            let reply = try await Self.delete(request, test) {
                test.prefect.fail("GET /api/deployments/name/etl/other", with: "503 Service Unavailable")
            }
            #expect(reply.status.isSuccess && !test.reported.isEmpty)
            #expect(try await Self.histories(test).prefix { $0 != "etl2/nightly" } == ["etl/other"])
        }
    }

    @Test(
        "that Prefect refuses ends none",
        arguments: ["404 Not Found", "409 Conflict", "500 Internal Server Error"],
        [
            "DELETE \(SmallPrefect.path)", "DELETE /api/flows/\(SmallPrefect.flow)",
            "POST /api/deployments/bulk_delete", "POST /api/flows/bulk_delete",
        ]
    )
    func refused(failure: String, request: String) async throws {
        try await APIUnderTest.run { test async throws in
            try await Self.prepare(test)
            test.prefect.fail(request, with: failure)
            let words = request.split(separator: " ").map(String.init)
            let method: HTTPMethod = words[0] == "POST" ? .post : .delete
            let reply = try await test.ask(method, words[1], method == .post ? "{}" : "")
            #expect("\(reply.status.code)" == failure.prefix(3))
            #expect(try await Self.histories(test) == ["etl/nightly", "etl/other", "etl2/nightly"])
        }
    }

    @Test("of what is not there is Prefect's affair, and ends none")
    func unknown() async throws {
        try await APIUnderTest.run { test async throws in
            try await Self.prepare(test)
            for path in ["/api/deployments/\(SmallPrefect.run)", "/api/flows/\(SmallPrefect.run)"] {
                #expect(try await test.ask(.delete, path).status == .notFound)
            }
            #expect(try await Self.histories(test) == ["etl/nightly", "etl/other", "etl2/nightly"])
        }
    }
}
