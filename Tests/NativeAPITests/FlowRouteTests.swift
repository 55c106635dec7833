import HTTPModel
import NativeWire
import Testing

@Suite("What is asked of flows is answered in their words", .timeLimit(.minutes(1)))
struct FlowRouteTests {
    @Test("runs of what is no flow are nothing that there is")
    func runsOfOthers() async throws {
        try await APIUnderTest.run { server in
            #expect(try await server.upload().status == 201)
            let answer = try await server.get("/api/v1/workers/hello/runs")
            #expect(answer.refusal == Refused(status: 404, code: "route_not_found"))
            #expect(try answer.decode(WireProblem.self).detail == "A worker has no runs; flows have.")
        }
    }
}
