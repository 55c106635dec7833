import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@testable import DialectPrefect

@Suite("A run that is read tells its version", .timeLimit(.minutes(1)))
struct RunReadTests {
    /// A run as the server answers it; its texts and numbers are not as Sluice would write them.
    struct Run: Sendable {
        let id = FlowPickup.ID(UUID())
        var deployment: String? = SmallPrefect.deployment
        var noted: String?
        var created = "2026-01-01T00:00:00Z"

        var text: String {
            let deployment = deployment.map { "\"\($0)\"" } ?? "null"
            let label = noted.map { #""prefect.deployment.version-id":"\#($0)""# } ?? ""
            return #"""
                {"id":"\#(id)","created":"\#(created)","deployment_id":\#(deployment),"labels":{\#(label)},"name":"\u00e4","x":1.50}
                """#
        }

        func text(with version: Version) -> String {
            "\(text.dropLast()),\"deployment_version_id\":\"\(version.id)\"}"
        }
    }

    private static let future = "2126-01-01T00:00:00.5Z"

    private static func pickUp(_ run: Run, _ version: Version, in world: APIUnderTest) async throws {
        let pickup = FlowPickup(run: run.id, workload: version.workload, version: version.id, at: Date())
        try await world.store.record([pickup])
    }

    @Test("that was live when it was picked up, else the one it was made under; all else is as it was")
    func lists() async throws {
        try await APIUnderTest.run { world in
            let first = try await world.publish()
            let second = try await world.publish()
            let mixed = Run(noted: first.id.description)
            try await Self.pickUp(mixed, second, in: world)
            // Its deployment is gone, and what it ran is known still.
            let orphan = Run(deployment: UUID().uuidString.lowercased())
            try await Self.pickUp(orphan, first, in: world)
            let noted = Run(noted: first.id.description, created: Self.future)
            let scheduled = Run(created: Self.future)
            // Anybody may put a label on a run.
            let forged = Run(noted: UUID().uuidString, created: Self.future)
            let early = Run()
            let free = Run(deployment: nil, noted: first.id.description)
            let runs = [mixed, orphan, noted, scheduled, forged, early, free]
            let told = [second, first, first, second, second].enumerated().map { runs[$0].text(with: $1) }
            let expected = "[\((told + [early.text, free.text]).joined(separator: ","))]"
            let read = "[\(runs.map(\.text).joined(separator: ","))]"

            world.prefect.answer("POST /api/flow_runs/filter", read)
            #expect(try await world.ask(.post, "/api/flow_runs/filter", "{}") == APIUnderTest.Reply(.ok, expected))
            world.prefect.answer("POST /api/flow_runs/paginate", #"{"results":\#(read),"count":7}"#)
            let page = try await world.ask(.post, "/api/flow_runs/paginate", "{}")
            #expect(page == APIUnderTest.Reply(.ok, #"{"results":\#(expected),"count":7}"#))
            world.prefect.answer("GET /api/flow_runs/\(mixed.id)", mixed.text)
            #expect(
                try await world.ask(.get, "/api/flow_runs/\(mixed.id)")
                    == APIUnderTest.Reply(.ok, mixed.text(with: second))
            )
            #expect(world.reported.isEmpty)
        }
    }

    @Test("and passes as it is where nothing is known, be it what it may")
    func untouched() async throws {
        try await APIUnderTest.run { world in
            let free = " [ \(Run(deployment: nil).text) ] "
            for text in [free, "[]", "{}", "7", "[7]", #"{"results":7}"#, "not JSON", "[\(Run().text)]"] {
                world.prefect.answer("POST /api/flow_runs/filter", text)
                let answer = try await world.ask(.post, "/api/flow_runs/filter", "no JSON either")
                #expect(answer == APIUnderTest.Reply(.ok, text))
            }
            world.prefect.answer("GET /api/flow_runs/x", #"{"detail":"no"}"#, status: "404 Not Found")
            let missing = try await world.ask(.get, "/api/flow_runs/x")
            #expect(missing == APIUnderTest.Reply(.notFound, #"{"detail":"no"}"#))
            #expect(world.bodies(of: "POST /api/flow_runs/filter").allSatisfy { $0 == "no JSON either" })
            #expect(world.reported.isEmpty)
        }
    }

    @Test("and passes as it is where Sluice fails, which the log is told")
    func failure() async throws {
        try await APIUnderTest.run { world in
            let run = Run()
            world.prefect.answer("GET /api/flow_runs/\(run.id)", run.text)
            world.prefect.answer("POST /api/deployments/filter", "{}", status: "500 Internal Server Error")
            let first = try await world.ask(.get, "/api/flow_runs/\(run.id)")
            #expect(first == APIUnderTest.Reply(.ok, run.text) && world.reported == [PrefectError.unreachable])

            await world.store.close()
            let second = try await world.ask(.get, "/api/flow_runs/\(run.id)")
            #expect(second == first && world.reported == [PrefectError.unreachable, "store_unavailable"])
        }
    }

    @Test("without many questions: of the deployments of a page, one that Prefect is asked once")
    func questions() async throws {
        try await APIUnderTest.run { world in
            let version = try await world.publish()
            let gone = (0..<3).map { _ in Run(deployment: UUID().uuidString.lowercased()) }
            let runs = [Run(created: Self.future), Run(noted: version.id.description)] + gone
            world.prefect.answer("POST /api/flow_runs/filter", "[\(runs.map(\.text).joined(separator: ","))]")
            for _ in 0..<3 {
                let text = try await world.ask(.post, "/api/flow_runs/filter", "{}").text
                #expect(text.split(separator: "\"deployment_version_id\":\"\(version.id)\"").count == 3)
            }
            #expect(world.bodies(of: "POST /api/deployments/filter").count == 1)
        }
    }
}
