import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@testable import DialectPrefect

@Suite("A deployment that is read or written through Sluice", .timeLimit(.minutes(1)))
struct DeploymentRouteTests {
    private static let path = SmallPrefect.path

    @Test("has a version from the first look on, one more with each write, and one of what was changed past Sluice")
    func versions() async throws {
        try await APIUnderTest.run { test async throws in
            let reply = try await test.ask(.get, Self.path)
            let first = try #require(reply.json)
            #expect(reply.status == .ok && first["version_id"]?.string.flatMap { Version.ID($0) } != nil)
            #expect(
                first.removing(["version_id", "version_info", "created_by", "updated_by"]).text == test.prefect.document
            )
            #expect(try await test.ask(.patch, Self.path, #"{"description":"two"}"#).status == .noContent)
            test.prefect.description = "past"
            #expect(try await test.ask(.get, Self.path).text != reply.text)
            #expect(try await test.versions() == [#""one""#, #""two""#, #""past""#])
            #expect(test.reported.isEmpty)
        }
    }

    @Test(
        "is read as Prefect has it where Sluice cannot say what it knows, which the log is told",
        arguments: [
            ("GET /api/flows/", "500 Internal Server Error", PrefectError.unreachable),
            ("GET /api/flows/", "401 Unauthorized", "upstream_denied"),
            ("GET /api/deployments/name/", "503 Service Unavailable", PrefectError.unreachable),
        ]
    )
    func lenient(request: String, failure: String, code: String) async throws {
        try await APIUnderTest.run { test async throws in
            test.prefect.fail(request, with: failure)
            #expect(try await test.ask(.get, Self.path) == APIUnderTest.Reply(.ok, test.prefect.document))
            #expect(try await test.ask(.post, "/api/deployments/filter", "{}").status == .ok)
            #expect(test.reported.first == code)
            test.prefect.mend()
            #expect(try await test.ask(.get, Self.path).text != test.prefect.document)
        }
    }

    @Test(
        "is not written where nobody can tell what it is: a write without a version would be lost",
        arguments: [
            ("500 Internal Server Error", PrefectError.unreachable), ("401 Unauthorized", "upstream_denied"),
            ("403 Forbidden", "upstream_denied"), ("429 Too Many Requests", PrefectError.unreachable),
        ]
    )
    func unwritten(failure: String, code: String) async throws {
        try await APIUnderTest.run { test async throws in
            test.prefect.fail("GET /api/flows/", with: failure)
            let reply = try await test.ask(.patch, Self.path, #"{"description":"two"}"#)
            #expect(reply.status == .badGateway && reply.json?["code"]?.string == code)
            #expect(test.prefect.description == "one")
            #expect(test.upstream.requests.allSatisfy { !$0.hasPrefix("PATCH") })
        }
    }

    @Test("has a version again when its live one was deleted, and is listed without that")
    func deleted() async throws {
        try await APIUnderTest.run { test async throws in
            _ = try await test.ask(.patch, Self.path, #"{"description":"two"}"#)
            _ = try await test.plane.deleteVersion(
                .newest,
                of: test.flow,
                policy: .dangle,
                record: Record(attribution: Attribution(author: "ada", source: .cli))
            )
            let reply = try await test.ask(.get, Self.path)
            #expect(reply.status == .ok && reply.json?["version_id"]?.isNull == false)
            #expect(try await test.versions() == [#""one""#, #""two""#])
            let list = try await test.ask(.get, "\(SmallPrefect.path)/versions").json
            #expect(
                list?["count"]?.text == "2" && list?["results"]?.elements?.map { $0["number"]?.text } == ["3", "1"]
            )
            #expect(list?["results"]?.elements?.map { $0["live"]?.text } == ["true", "false"])
            #expect(test.reported.isEmpty)
        }
    }

    @Test("is on pages that ask the listener which they came from, and for no password where a token was shown")
    func settings() async throws {
        try await APIUnderTest.run { test in
            let nobody = try await test.ask(.get, "/ui-settings")
            #expect(nobody.text == #"{"api_url":"/api","auth":"BASIC","flags":[1.0]}"#)
            let token = try HTTPFieldValue("Bearer \(try await test.token(.read))")
            let known = try await test.ask(.get, "/ui-settings", fields: ["Authorization": token])
            #expect(known.text == #"{"api_url":"/api","auth":null,"flags":[1.0]}"#)
        }
    }

    @Test("has its runs handed out, noted with the live version, or else without")
    func handsOut() async throws {
        let poll = "/api/work_pools/p/get_scheduled_flow_runs"
        let run = try #require(FlowPickup.ID(SmallPrefect.run))
        try await APIUnderTest.run { test async throws in
            _ = try await test.ask(.get, Self.path)
            #expect(try await test.ask(.post, poll, "{}").status == .ok)
            let live = try await test.plane.liveVersion(of: try await test.plane.workload(test.flow))
            #expect(try await test.store.pickups(of: [run]).map(\.version) == [live?.id])
            let stamps = test.upstream.requests.filter {
                $0.hasPrefix("PATCH /api/flow_runs/\(SmallPrefect.run)/labels")
            }
            #expect(stamps.count == 1 && stamps.first?.contains(live?.id.description ?? "?") == true)
        }
        try await APIUnderTest.run(ledger: BrokenLedger()) { test async throws in
            _ = try await test.ask(.get, Self.path)
            let reply = try await test.ask(.post, poll, "{}")
            #expect(reply.status == .ok && reply.text.contains(SmallPrefect.run))
            #expect(test.reported == ["store_unavailable"])
        }
    }
}
