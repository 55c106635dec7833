import HTTPModel
import Testing

/// The runs that a stock server finds for a filter which only Prefect's cloud knows, asked by way of Sluice.
struct FoundRuns: Sendable {
    /// The `deployment_version_id` of each run, by its identity.
    let versions: [String: String?]

    /// Asks in each of the three ways, which must agree.
    init(at stage: FlowStage, of deployment: String, by property: String, _ any: [JSONValue]) async throws {
        let query: JSONValue = [
            "flow_runs": [
                "state": ["type": ["any_": ["COMPLETED"]]],
                property: ["deployment_id": .string(deployment), "any_": .array(any)],
            ]
        ]
        let found = try #require(try await stage.api.checked(.post, "/flow_runs/filter", query).array)
        let page = try await stage.api.checked(.post, "/flow_runs/paginate", query)
        #expect(page["results"] == .array(found) && page["count"]?.integer == found.count)
        #expect(try await stage.api.checked(.post, "/flow_runs/count", query).integer == found.count)
        // Without Sluice it is not understood.
        #expect(try await stage.prefect.api.send(.post, "/flow_runs/count", query).status == .unprocessableContent)
        let runs = try found.map { (try #require($0["id"]?.string), $0["deployment_version_id"]?.string) }
        versions = Dictionary(uniqueKeysWithValues: runs)
    }
}
