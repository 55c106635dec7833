import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@testable import DialectPrefect

@Suite("A run that is made or handed out through Sluice", .timeLimit(.minutes(1)))
struct RunRouteTests {
    private static let path = SmallPrefect.path

    static let requests: [(path: String, body: String, expected: String)] = [
        ("create_flow_run", #"{}"#, #"{"labels":{LABEL}}"#),
        (
            "create_flow_run", #"{"parameters":{"x":1.50},"labels":{"team":"etl"}}"#,
            #"{"parameters":{"x":1.50},"labels":{"team":"etl",LABEL}}"#
        ),
        ("create_flow_run", #"{"labels":null,"name":"n"}"#, #"{"labels":{LABEL},"name":"n"}"#),
        (
            "create_flow_run/bulk", #"[{"name":"a"},{"labels":{"team":"etl"}}]"#,
            #"[{"name":"a","labels":{LABEL}},{"labels":{"team":"etl",LABEL}}]"#
        ),
        (
            "create_flow_run/bulk", #"{"flow_runs":[{"name":"a"},{}]}"#,
            #"{"flow_runs":[{"name":"a","labels":{LABEL}},{"labels":{LABEL}}]}"#
        ),
    ]

    @Test("is labelled with the version that is live then, alone or among many", arguments: requests.indices)
    func labels(index: Int) async throws {
        let request = Self.requests[index]
        try await APIUnderTest.run { test async throws in
            for text in ["two", "three"] {
                _ = try await test.ask(.patch, Self.path, #"{"description":"\#(text)"}"#)
            }
            _ = try await test.promote(2)
            let live = try #require(try await test.plane.liveVersion(of: try await test.plane.workload(test.flow)))
            #expect(live.number == 2)
            let path = "\(SmallPrefect.path)/\(request.path)"
            #expect(try await test.ask(.post, path, request.body).status.isSuccess)
            let label = #""prefect.deployment.version-id":"\#(live.id)""#
            let expected = request.expected.replacing("LABEL", with: label)
            #expect(test.upstream.requests.last?.hasSuffix("\r\n\r\n\(expected)") == true)
        }
    }

    /// Workers of pools, and processes that serve a flow.
    static let polls: [String] = [
        "/api/work_pools/p/get_scheduled_flow_runs", "/api/deployments/get_scheduled_flow_runs",
    ]

    @Test("is noted once for each version that it was handed out under, whoever fetches it", arguments: polls.indices)
    func notes(index: Int) async throws {
        let poll = Self.polls[index]
        let run = try #require(FlowPickup.ID(SmallPrefect.run))
        try await APIUnderTest.run { test async throws in
            var stamps: [String] = []
            for text in ["two", "three"] {
                _ = try await test.ask(.patch, Self.path, #"{"description":"\#(text)"}"#)
                let live = try #require(try await test.plane.liveVersion(of: try await test.plane.workload(test.flow)))
                for _ in 0..<2 {
                    let reply = try await test.ask(.post, poll, "{}")
                    #expect(reply.status == .ok && reply.text.contains(SmallPrefect.run))
                }
                #expect(try await test.store.pickups(of: [run]).map(\.version) == [live.id])
                stamps.append(#"{"sluice.started-version-id":"\#(live.id)"}"#)
            }
            let sent = test.upstream.requests.filter { $0.hasPrefix("PATCH /api/flow_runs/\(SmallPrefect.run)/labels") }
            #expect(sent.compactMap { $0.split(separator: "\r\n\r\n").last.map(String.init) } == stamps)
            #expect(test.reported.isEmpty)
        }
    }

    @Test("is noted once, however many are handed out at once")
    func many() async throws {
        let runs = (0..<150).map { _ in FlowPickup.ID(UUID()) }
        let handedOut = runs.map { #"{"flow_run":{"id":"\#($0)","deployment_id":"\#(SmallPrefect.deployment)"}}"# }
        try await APIUnderTest.run { test async throws in
            _ = try await test.ask(.get, Self.path)
            test.prefect.answer("POST \(Self.polls[0])", "[\(handedOut.joined(separator: ","))]")
            for _ in 0..<2 { #expect(try await test.ask(.post, Self.polls[0], "{}").status == .ok) }
            let stamps = test.upstream.requests.count { $0.hasPrefix("PATCH /api/flow_runs/") }
            #expect(stamps <= runs.count)
            #expect(try await test.store.startVersions(of: runs).count == runs.count)
        }
    }
}
