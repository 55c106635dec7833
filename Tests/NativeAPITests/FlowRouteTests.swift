import HTTPModel
import NativeWire
import Testing

@testable import NativeAPI

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
