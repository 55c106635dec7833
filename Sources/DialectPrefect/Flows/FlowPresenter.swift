import HTTPModel
import ReleaseCore
import ReleaseModel

/// What Sluice knows of a deployment, in the words of Prefect's API.
struct FlowPresenter: Sendable {
    let plane: ReleasePlane
    let names: FlowNames

    /// Returns a deployment with its live version; unchanged where none is known.
    func enriched(_ document: DeploymentDocument) async throws -> JSONText {
        guard let name = try await names.name(of: document), let workload = try await plane.store.workload(name),
            let live = try await plane.liveVersion(of: workload)
        else { return document.json }
        let first = try await plane.store.versions(of: workload.id, from: 1, ascending: true, limit: 1).first
        return document.json.setting([
            "version_id": .string(live.id.description),
            "version_info": try await versionInfo(of: live, in: workload),
            "created_by": Self.person((first ?? live).attribution),
            "updated_by": Self.person(live.attribution),
        ])
    }

    func versionInfo(of version: Version, in workload: Workload) async throws -> JSONText {
        if let info = VersionInfo(verbatim: version.verbatim) { return info.json }
        guard !version.isDeleted else { return .null }
        return VersionInfo(labelOf: try await plane.content(of: version, in: workload))?.json ?? .null
    }

    /// Somebody, in the shape of Prefect's `created_by` and `updated_by`.
    static func person(_ attribution: Attribution) -> JSONText {
        ["id": .null, "type": .string("USER"), "display_value": .string(attribution.author)]
    }
}
