import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Which versions runs have, in the words of Prefect's cloud.
struct RunPresenter: Sendable {
    /// The version that was live when a run was picked up; before that, the one it was made under.
    static let property = "deployment_version_id"

    let plane: ReleasePlane
    let ledger: any FlowRunLedger
    let names: FlowNames

    /// A run of a deployment, as far as its version depends on it.
    private struct Mark {
        let deployment: String
        let origin: FlowRunOrigin

        /// `nil` for a run without a deployment, and for what is none.
        init?(_ run: JSONText) {
            let members = Dictionary((run.members ?? []).map { ($0.name, $0.value) }) { $1 }
            guard let id = members["id"]?.string.flatMap({ FlowPickup.ID($0) }),
                let deployment = members["deployment_id"]?.string, let created = FlowRun.time(members["created"])
            else { return nil }
            let noted = members["labels"]?[PrefectAPI.createdLabel]?.string.flatMap { Version.ID($0) }
            self.deployment = deployment
            origin = FlowRunOrigin(run: id, noted: noted, createdAt: created)
        }
    }

    /// Returns runs with their versions; a run of which nobody knows stays, and `nil` says that all do.
    func enriched(_ runs: [JSONText]) async throws -> [JSONText]? {
        let marks = runs.map { Mark($0) }
        let versions = try await versions(of: marks.compactMap(\.self))
        guard !versions.isEmpty else { return nil }
        return zip(runs, marks).map { run, mark in
            guard let version = mark.flatMap({ versions[$0.origin.run] }) else { return run }
            return run.setting([Self.property: .string(version.description)])
        }
    }

    /// The store is asked once for all pick-ups, and a few times for each deployment with runs that were not picked up.
    private func versions(of marks: [Mark]) async throws -> [FlowPickup.ID: Version.ID] {
        guard !marks.isEmpty else { return [:] }
        let started = try await ledger.startVersions(of: marks.map(\.origin.run))
        let waiting = Dictionary(grouping: marks.filter { started[$0.origin.run] == nil }, by: \.deployment)
        var versions = started
        for (deployment, name) in try await names.names(ofDeployments: Set(waiting.keys)) {
            guard let marks = waiting[deployment], let workload = try await plane.store.workload(name) else { continue }
            let created = try await plane.creationVersions(of: marks.map(\.origin), in: workload)
            versions.merge(created) { started, _ in started }
        }
        return versions
    }
}
