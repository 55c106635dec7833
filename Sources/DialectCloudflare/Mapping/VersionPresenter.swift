import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Writes versions as this API shows them.
struct VersionPresenter: Sendable {
    let worker: Workload
    let configuration: CloudflareConfiguration

    /// A version in a list.
    func item(_ version: Version) -> JSONValue {
        let record = DialectRecord(version.verbatim, standard: "version_upload")
        let isPreviewed: JSONValue = true
        return [
            "id": .string(version.id.description), "number": JSONValue(version.number),
            "metadata": [
                "created_on": JSONValue(version.createdAt), "modified_on": JSONValue(version.createdAt),
                "source": .string(version.attribution.source.wire), "author_id": .string(authorID(version.attribution)),
                "author_email": .string(email(version.attribution)),
                "has_preview": isPreviewed, "hasPreview": isPreviewed,
            ],
            "annotations": record.wire(message: version.attribution.message, tag: version.tag),
        ]
    }

    /// A version with its resources.
    func whole(_ version: Version, _ snapshot: Snapshot) -> JSONValue {
        item(version).merging([
            "resources": resources(version, snapshot),
            "startup_time_ms": JSONValue(version.exports?.loadMilliseconds ?? 0),
        ])
    }

    private func resources(_ version: Version, _ snapshot: Snapshot) -> JSONValue {
        let component = snapshot.components[0]
        let script: JSONValue = [
            "etag": .string(snapshotTag(version)), "handlers": JSONValue(handlers(version)),
            "named_handlers": namedHandlers(version),
            "last_deployed_from": .string(version.attribution.source.wire), "placement_mode": nil,
        ]
        var runtime: [String: JSONValue] = [
            "compatibility_date": JSONValue(component.compatibility.date),
            "compatibility_flags": JSONValue(component.compatibility.flags), "usage_model": "standard",
        ]
        for key in ["limits", "migration_tag", "usage_model", "placement"] {
            runtime[key] = snapshot.document(key) ?? runtime[key]
        }
        runtime["assets"] = component.assets.map { JSONValue($0.rules) }
        return [
            "script": script, "script_runtime": .object(runtime),
            "bindings": .array(component.bindings.map(JSONValue.init)),
        ]
    }

    func snapshotTag(_ version: Version) -> String { version.snapshot.hex }

    /// What code offers that was never started is not known; nearly all has this one.
    func handlers(_ version: Version) -> [String] { version.exports?.handlers ?? ["fetch"] }

    func namedHandlers(_ version: Version) -> JSONValue {
        .array((version.exports?.entrypoints ?? []).map { ["name": .string($0), "handlers": ["class"]] })
    }

    func email(_ attribution: Attribution) -> String {
        attribution.author.contains("@") ? attribution.author : "\(attribution.author)@localhost"
    }

    /// People have no identities here but their names; the digest of one looks like an identity and stays the same.
    func authorID(_ attribution: Attribution) -> String {
        String(Digest(sha256: Array(attribution.author.utf8)).hex.prefix(32))
    }
}

extension Snapshot {
    /// A part of the configuration that this dialect kept word for word.
    func document(_ key: String) -> JSONValue? {
        configuration[key].flatMap { try? JSONValue(parsing: Array($0.utf8)) }
    }
}
