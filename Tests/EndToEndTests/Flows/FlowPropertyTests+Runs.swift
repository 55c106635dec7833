import FoundationEssentials
import HTTPModel
import NativeWire
import Testing

/// What is left behind by a rollback, and what an open server keeps unless it is told twice.
extension EndToEndTests.FlowPropertyTests {
    @Test("a run that waits is made anew with what was asked of it, and with nothing of the version that is left")
    func recreates() async throws {
        let first: JSONValue = ["parameters": ["x": 1, "y": 1], "tags": ["one"], "labels": ["team": "a"]]
        let id = try #require(try await stage.deploy("waits", ofFlow: "patient", first)["id"]?.string)
        try await stage.api.checked(.patch, "/deployments/\(id)", ["parameters": ["x": 999], "tags": ["two"]])
        let time = "2035-01-01T00:00:00Z"
        let asked: JSONValue = [
            "name": "late", "parameters": ["y": 5], "tags": ["urgent"], "labels": ["who": "ada"],
            "state": ["type": "SCHEDULED", "state_details": ["scheduled_time": .string(time)]],
        ]
        let waiting = try await stage.api.checked(.post, "/deployments/\(id)/create_flow_run", asked)
        let waitingID = try #require(waiting["id"]?.string)
        #expect(waiting["parameters"] == ["x": 999, "y": 5])

        let rollback = WireRollbackRequest(waitingRuns: "recreate")
        let _: WireDeploymentResult = try await stage.sluice.api.send(
            .post,
            "flows/patient%2Fwaits/rollback",
            rollback
        )
        let query: JSONValue = ["deployments": ["id": ["any_": [.string(id)]]]]
        let runs = try #require(try await stage.api.checked(.post, "/flow_runs/filter", query).array)
        #expect(runs.count == 2)
        let old = try #require(runs.first { $0["id"]?.string == waitingID })
        #expect(old["state_type"] == "CANCELLED")
        let new = try #require(runs.first { $0["id"]?.string != waitingID })
        #expect(new["state_type"] == "SCHEDULED" && new["name"] == "late")
        #expect(new["expected_start_time"] == old["expected_start_time"])
        #expect(new["parameters"] == ["x": 1, "y": 5])
        #expect(Set(new["tags"]?.array?.compactMap(\.string) ?? []) == ["one", "urgent"])
        #expect(new["labels"]?["who"] == "ada" && new["labels"]?["team"] == "a")
        let live = try await stage.versions(of: id).first { $0["live"]?.bool == true }
        #expect(new["deployment_version_id"] == live?["id"])
    }

    @Test("a deployment has no work pool again where its labels want it written as a whole")
    func leavesPool() async throws {
        let id = try #require(
            try await stage.deploy("free", ofFlow: "patient", ["labels": ["team": "a"]])["id"]?.string
        )
        try await stage.api.checked(.post, "/work_pools/", ["name": "shared", "type": "process"])
        _ = try await stage.deploy(
            "free",
            ofFlow: "patient",
            ["labels": ["team": "b"], "work_pool_name": "shared", "work_queue_name": "default"]
        )
        try await stage.promote("1", of: id)
        let now = try await stage.prefect.api.checked(.get, "/deployments/\(id)")
        #expect(now["work_pool_name"]?.string == nil && now["work_queue_name"]?.string == nil)
        #expect(now["labels"]?["team"] == "a")
        #expect(try await stage.live(of: id) == 1)
    }
}
