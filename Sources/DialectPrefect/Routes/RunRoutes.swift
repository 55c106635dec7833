import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Runs: which version they were made under, and which was live when they were picked up.
extension PrefectAPI {
    /// The label of a run that names the version live when the run was made.
    static let createdLabel = "prefect.deployment.version-id"
    /// The label of a run that names the version live when it was picked up.
    static let startedLabel = "sluice.started-version-id"

    /// `POST /api/deployments/{id}/create_flow_run` and its bulk form.
    func createRun(_ call: Call) async throws -> HTTPResponse {
        let body = try await call.body(upTo: Self.writeLimit)
        guard let name = try await name(of: call), let json = JSONText(body) else {
            return try await forward(call, body)
        }
        return try await plane.holding(name) {
            guard let workload = try await plane.store.workload(name),
                let live = try await plane.liveVersion(of: workload)
            else { return try await forward(call, body) }
            return try await forward(call, Array(Self.labelled(json, live.id).bytes))
        }
    }

    /// A run, or many, with the label that names a version.
    private static func labelled(_ json: JSONText, _ version: Version.ID) -> JSONText {
        if let runs = json.elements { return JSONText(runs.map { labelled($0, version) }) }
        if let runs = json["flow_runs"], runs.elements != nil {
            return json.setting(["flow_runs": labelled(runs, version)])
        }
        let present = json["labels"].flatMap { $0.isNull ? nil : $0 } ?? [:]
        return json.setting(["labels": present.setting([createdLabel: .string(version.description)])])
    }

    /// `POST /api/work_pools/{name}/get_scheduled_flow_runs` and `POST /api/deployments/get_scheduled_flow_runs`: the
    /// version that is live now is noted of each run that is handed out.
    func handOutRuns(_ call: Call) async throws -> HTTPResponse {
        let body = try await call.body(upTo: Self.writeLimit)
        let answer = try await collected(try await server.forward(call.plain.with(body: body)))
        guard let runs = answer.json?.elements, !runs.isEmpty else { return answer.response }
        do {
            try await note(runs.map { $0["flow_run"] ?? $0 })
        } catch {
            // The worker was given these runs: they must not be lost because nobody noted it.
            report(error)
        }
        return answer.response
    }

    private func note(_ runs: [JSONText]) async throws {
        var pickups: [FlowPickup] = []
        for run in runs {
            if let pickup = try await pickup(of: run) { pickups.append(pickup) }
        }
        let known = try await ledger.startVersions(of: pickups.map(\.run))
        let new = pickups.filter { known[$0.run] != $0.version }
        guard !new.isEmpty else { return }
        try await ledger.record(new)
        await stamp(new)
    }

    private func pickup(of run: JSONText) async throws -> FlowPickup? {
        guard let id = run["id"]?.string.flatMap({ FlowPickup.ID($0) }), let deployment = run["deployment_id"]?.string,
            let name = try await names.name(ofDeployment: deployment),
            let workload = try await plane.store.workload(name), let live = try await plane.liveVersion(of: workload)
        else { return nil }
        return FlowPickup(run: id, workload: workload.id, version: live.id, at: environment.now())
    }

    /// The longest time for which a poll waits until Prefect has heard of its pick-ups.
    static let stampingDeadline: Duration = .seconds(2)

    /// Tells Prefect, too, so that its own pages show it; the ledger is what counts.
    private func stamp(_ pickups: [FlowPickup]) async {
        await withTaskGroup { group in
            group.addTask { await stampAll(pickups) }
            group.addTask { try? await Task.sleep(for: Self.stampingDeadline) }
            await group.next()
            group.cancelAll()
        }
    }

    private func stampAll(_ pickups: [FlowPickup]) async {
        for pickup in pickups where !Task.isCancelled {
            let path = ["api", "flow_runs", pickup.run.description, "labels"]
            _ = try? await caller.ask(.patch, path, [Self.startedLabel: .string(pickup.version.description)])
        }
    }
}
