import HTTPModel
import ReleaseModel
import Testing

@testable import DialectPrefect

@Suite("What was asked of a run")
struct RunRequestTests {
    private static let deployment = #"""
        {"id":"d","name":"n","flow_id":"f","parameters":{"x":999,"y":1.0,"z":{"a":1}},"tags":["v2"],\#
        "labels":{"team":"etl"},"work_pool_name":"p","work_queue_name":"q"}
        """#

    private static func run(queue: String) -> JSONText? {
        JSONText(
            #"""
            {"id":"r","name":"brave-fox","parameters":{"x":999,"y":2.0,"z":{ "a": 1 },"mine":true},"tags":["v2","urgent"],\#
            "labels":{"team":"etl","who":"ada","prefect.flow.id":"f","sluice.started-version-id":"v"},"context":{},\#
            "job_variables":{"cpu":2},"empirical_policy":{"retries":3},"work_queue_name":"\#(queue)",\#
            "expected_start_time":"2030-01-01T00:00:00Z","idempotency_key":"k","auto_scheduled":false}
            """#
        )
    }

    @Test("is what its deployment's content does not say", arguments: ["q", "fast"])
    func asked(queue: String) throws {
        let content = try #require(JSONText(Self.deployment).flatMap(DeploymentDocument.init)).content
        let request = RunRequest(try #require(Self.run(queue: queue)), of: content).json
        let other = queue == "q" ? "" : #","work_queue_name":"fast""#
        let expected = #"""
            {"state":{"type":"SCHEDULED","state_details":{"scheduled_time":"2030-01-01T00:00:00Z"}},"name":"brave-fox",\#
            "context":{},"empirical_policy":{"retries":3},"job_variables":{"cpu":2},\#
            "parameters":{"y":2.0,"mine":true},"tags":["urgent"],"labels":{"who":"ada"}\#(other)}
            """#
        #expect(request.text == expected)
    }

    @Test("is all that it has, where nobody knows its deployment's content any more")
    func unknown() throws {
        let request = RunRequest(try #require(Self.run(queue: "q")), of: nil).json
        #expect(request["parameters"]?["x"]?.text == "999" && request["tags"]?.text == #"["v2","urgent"]"#)
        #expect(request["work_queue_name"]?.string == "q")
    }
}
