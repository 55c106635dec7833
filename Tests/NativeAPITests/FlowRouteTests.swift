import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@testable import NativeAPI

@Suite("What is asked of flows is answered in their words", .timeLimit(.minutes(1)))
struct FlowRouteTests {
    private static let versions = "/api/v1/flows/etl%2Fnightly/versions"

    /// Makes a flow with one version that is labelled.
    private static func make(_ server: APIUnderTest) async throws {
        let name = WorkloadName(account: server.account.id, kind: .flow, name: "etl/nightly")
        let upload = Upload(
            workload: name,
            content: try Snapshot(kind: .flow, components: [], configuration: ["description": #""a""#]),
            attribution: Attribution(author: "ada", source: .sdk),
            tag: "2026.1"
        )
        _ = try await server.plane.publish(upload, release: .now(message: nil))
    }

    @Test("runs of what is no flow are nothing that there is")
    func runsOfOthers() async throws {
        try await APIUnderTest.run { server in
            #expect(try await server.upload().status == 201)
            let answer = try await server.get("/api/v1/workers/hello/runs")
            #expect(answer.refusal == Refused(status: 404, code: "route_not_found"))
            #expect(try answer.decode(WireProblem.self).detail == "A worker has no runs; flows have.")
        }
    }

    @Test("a label that no version has is quoted as it was written")
    func labels() async throws {
        try await APIUnderTest.run { server in
            try await Self.make(server)
            #expect(try await server.get(try HTTPTarget("\(Self.versions)/2026.1")).status == 200)
            let answer = try await server.get(try HTTPTarget("\(Self.versions)/2026.2"))
            #expect(answer.refusal == Refused(status: 404, code: "version_not_found"))
            let detail = try answer.decode(WireProblem.self).detail
            #expect(detail == #"The flow etl/nightly has no version "2026.2"."#)
        }
    }

    @Test(
        "one run waits, several wait",
        arguments: [
            (1, "1 run waits that was made under another version. It will start with"),
            (2, "2 runs wait that were made under another version. They will start with"),
        ]
    )
    func waiting(count: Int, beginning: String) {
        let warning = ControlAPI.warning(ofWaiting: count)
        #expect(warning == "\(beginning) that version's parameters and this version's code.")
    }
}
