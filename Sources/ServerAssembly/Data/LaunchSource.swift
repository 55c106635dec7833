import FoundationEssentials
import ReleaseCore
import ReleaseModel
import RuntimeSupervision

/// Reads what an instance runs from the stores of this node.
struct LaunchSource: Sendable {
    let store: any ReleaseStore
    let blobs: any BlobStore

    /// Why there is nothing to run.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    func specification(for key: InstanceKey) async throws -> LaunchSpecification {
        guard let workload = try await store.workload(key.workload), let version = try await store.version(key.version),
            let stored = try await store.snapshot(version.snapshot, account: workload.account),
            let component = stored.snapshot.components.first(where: { $0.name == key.component })
        else { throw Missing(description: "version \(key.version) has no content here") }
        return try LaunchSpecification(
            workloadName: workload.name.text,
            versionID: version.id,
            versionNumber: version.number,
            tag: version.tag,
            createdAt: version.createdAt,
            component: component,
            blobs: try await contents(of: component, account: workload.account)
        )
    }

    /// What each component of a snapshot would run; to see whether it can before there is a version.
    func trials(of snapshot: Snapshot, account: Account.ID) async throws -> [LaunchSpecification] {
        var trials: [LaunchSpecification] = []
        for component in snapshot.components {
            let contents = try await contents(of: component, account: account)
            trials.append(
                try LaunchSpecification(
                    workloadName: "trial",
                    versionID: Version.ID(UUID()),
                    versionNumber: 0,
                    createdAt: Date(timeIntervalSince1970: 0),
                    component: component,
                    blobs: contents
                )
            )
        }
        return trials
    }

    private func contents(of component: Component, account: Account.ID) async throws -> [Digest: [UInt8]] {
        var contents: [Digest: [UInt8]] = [:]
        for module in component.modules where contents[module.digest] == nil {
            guard let bytes = try await blobs.read(module.digest, account: account) else {
                throw Missing(description: "the content of \(module.name) is not stored here")
            }
            contents[module.digest] = bytes
        }
        return contents
    }
}
