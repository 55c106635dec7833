import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Runs of a deployment.
extension PrefectFlows {
    /// The most runs that the server returns at once.
    private static let pageSize = 200

    func runs(_ query: FlowRunQuery, of name: String) async throws(FlowFailure) -> [FlowRun] {
        guard let deployment = try await state(of: name)?.reference else { throw .gone }
        switch query {
        case .newest(let limit): return try await runs(of: deployment, matching: [:], limit: limit)
        case .these(let ids):
            let filter: JSONValue = ["id": ["any_": JSONValue(ids.prefix(Self.pageSize).map(\.description))]]
            return try await runs(of: deployment, matching: filter, limit: Self.pageSize)
        case .waiting:
            let filter: JSONValue = ["state": ["type": ["any_": ["SCHEDULED"]]]]
            return try await runs(of: deployment, matching: filter, limit: ReleasePlane.maximumWaitingRuns)
                .filter { $0.isScheduled && !$0.isAutomatic && $0.startedAt == nil }
        }
    }

    func cancel(_ run: FlowRun) async throws(FlowFailure) {
        let state: JSONValue = [
            "state": [
                "type": "CANCELLED", "name": "Cancelled",
                "message": "The version of the deployment that it was made under is not live any more.",
            ]
        ]
        let path = ["api", "flow_runs", run.id.description, "set_state"]
        let answer = try await caller.ask(.post, path, JSONText(encoding: state))
        guard answer.isSuccess else { throw answer.writeFailure }
        // A state that its rules do not allow is refused by a success.
        if let verdict = answer.document?["status"]?.string, verdict != "ACCEPT" {
            throw .refused("the run \(run.name) stays as it is: \(verdict)")
        }
    }

    func recreate(_ run: FlowRun, of content: Snapshot?) async throws(FlowFailure) -> FlowRun {
        let read = try await caller.ask(.get, ["api", "flow_runs", run.id.description], nil)
        guard read.isSuccess else { throw read.readFailure }
        guard let json = read.document, let deployment = json["deployment_id"]?.string else {
            throw .unreachable("its answer is no run of a deployment")
        }
        let path = ["api", "deployments", deployment, "create_flow_run"]
        let made = try await caller.ask(.post, path, RunRequest(json, of: content).json)
        guard made.isSuccess else { throw made.writeFailure }
        guard let run = made.document.flatMap({ FlowRun($0) }) else {
            throw .unreachable("its answer is no run of a deployment")
        }
        return run
    }

    private func runs(
        of deployment: String,
        matching filter: JSONValue,
        limit: Int
    ) async throws(FlowFailure) -> [FlowRun] {
        var runs: [FlowRun] = []
        while runs.count < limit {
            let count = min(Self.pageSize, limit - runs.count)
            let query: JSONValue = [
                "deployments": ["id": ["any_": [.string(deployment)]]], "flow_runs": filter,
                "sort": "EXPECTED_START_TIME_DESC", "limit": JSONValue(count), "offset": JSONValue(runs.count),
            ]
            let answer = try await caller.ask(.post, ["api", "flow_runs", "filter"], JSONText(encoding: query))
            guard answer.isSuccess else { throw answer.readFailure }
            guard let page = answer.document?.elements else { throw .unreachable("its answer is no list of runs") }
            runs += page.compactMap(FlowRun.init)
            if page.count < count { break }
        }
        return runs
    }
}

extension FlowRun {
    /// `nil` for a document that is not one of a run.
    fileprivate init?(_ json: JSONText) {
        guard let id = json["id"]?.string.flatMap({ FlowPickup.ID($0) }), let created = Self.time(json["created"])
        else {
            return nil
        }
        self.init(
            id: id,
            name: json["name"]?.string ?? "",
            state: json["state_name"]?.string ?? json["state_type"]?.string ?? "",
            isScheduled: json["state_type"]?.string == "SCHEDULED",
            isAutomatic: json["auto_scheduled"]?.text == "true",
            label: json["deployment_version"]?.string,
            createdVersion: json["labels"]?[PrefectAPI.createdLabel]?.string.flatMap { Version.ID($0) },
            createdAt: created,
            expectedAt: Self.time(json["expected_start_time"]),
            startedAt: Self.time(json["start_time"])
        )
    }

    static func time(_ json: JSONText?) -> Date? {
        guard let text = json?.string else { return nil }
        return try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains(".")))
    }
}
