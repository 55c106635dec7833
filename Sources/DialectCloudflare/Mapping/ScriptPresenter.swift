import FoundationEssentials
import HTTPModel
import ReleaseModel

/// Writes a worker, seen through one of its versions, as this API shows scripts.
struct ScriptPresenter: Sendable {
    let worker: Workload
    /// `nil` for a worker that was made empty.
    let version: Version?
    let snapshot: Snapshot?
    let settings: JSONValue
    let versions: VersionPresenter

    var item: JSONValue {
        let component = snapshot?.components.first
        let modified = version?.createdAt ?? worker.createdAt
        let members: JSONValue = [
            "id": .string(worker.name.text), "tag": .string(worker.id.compact),
            "etag": .string(version.map(versions.snapshotTag) ?? ""),
            "handlers": JSONValue(version.map(versions.handlers) ?? []),
            "named_handlers": version.map(versions.namedHandlers) ?? [],
            "created_on": JSONValue(worker.createdAt), "modified_on": JSONValue(modified),
            "usage_model": snapshot?.document("usage_model") ?? "standard",
            "compatibility_date": JSONValue(component?.compatibility.date),
            "compatibility_flags": JSONValue(component?.compatibility.flags ?? []),
            "has_assets": .bool(component?.assets != nil),
            "has_modules": .bool(component?.modules.contains { $0.type == .esm } ?? false),
            "last_deployed_from": .string(version?.attribution.source.wire ?? "unknown"),
            "migration_tag": snapshot?.document("migration_tag") ?? nil, "placement_mode": nil,
            "limits": snapshot?.document("limits") ?? [:],
        ]
        return members.merging(settings)
    }

    /// The answer to an upload; `deployment_id` holds the version's id without hyphens, which clients put in again.
    var uploaded: JSONValue {
        item.merging([
            "deployment_id": JSONValue(version?.id.compact), "entry_point": JSONValue(snapshot?.components.first?.main),
            "startup_time_ms": JSONValue(version?.exports?.loadMilliseconds ?? 0), "pipeline_hash": nil,
            "mutable_pipeline_id": nil, "exports_reconciliation": nil,
        ])
    }
}
