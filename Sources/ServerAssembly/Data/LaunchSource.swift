import FoundationEssentials
import ReleaseCore
import ReleaseModel
import RuntimeSupervision
import StoreSQLite

/// Reads what an instance runs from the store of this node.
struct LaunchSource: Sendable {
    let reader: SQLiteRouteReader
    let secrets: SQLiteSecretReader
    let book: RouteBook

    /// Why there is nothing to run.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    @Sendable
    func specification(for key: InstanceKey) async throws -> LaunchSpecification {
        guard let workload = book.workload(key.workload)?.workload, let version = try await reader.version(key.version),
            let stored = try await reader.snapshot(version.snapshot, account: workload.account),
            let component = stored.snapshot.components.first(where: { $0.name == key.component })
        else { throw Missing(description: "version \(key.version) has no content here") }
        return try LaunchSpecification(
            workloadName: workload.name.text,
            versionID: version.id,
            versionNumber: version.number,
            tag: version.tag,
            createdAt: version.createdAt,
            component: component,
            blobs: try await contents(of: component, account: workload.account),
            secrets: try await texts(of: component, WorkloadName(workload))
        )
    }

    /// What each component of a snapshot would run, to see whether it can before there is a version.
    func trials(of snapshot: Snapshot, _ name: WorkloadName) async throws -> [LaunchSpecification] {
        var trials: [LaunchSpecification] = []
        for component in snapshot.components where component.main != nil {
            let contents = try await contents(of: component, account: name.account)
            trials.append(
                try LaunchSpecification(
                    workloadName: name.name,
                    versionID: Version.ID(UUID()),
                    versionNumber: 0,
                    createdAt: Date(timeIntervalSince1970: 0),
                    component: component,
                    blobs: contents,
                    secrets: try await texts(of: component, name)
                )
            )
        }
        return trials
    }

    /// The texts of a component's secrets, by the names of their bindings.
    private func texts(of component: Component, _ name: WorkloadName) async throws -> [String: String] {
        var texts: [String: String] = [:]
        for binding in component.bindings {
            guard case .secret(let fingerprint) = binding.value else { continue }
            guard let text = try await secrets.open(fingerprint, as: binding.name, of: name) else {
                throw Missing(description: "the secret \(binding.name) is not stored here")
            }
            texts[binding.name] = text
        }
        return texts
    }

    private func contents(of component: Component, account: Account.ID) async throws -> [Digest: [UInt8]] {
        var contents: [Digest: [UInt8]] = [:]
        for module in component.modules where contents[module.digest] == nil {
            guard let bytes = try await reader.blobs.read(module.digest, account: account) else {
                throw Missing(description: "the content of \(module.name) is not stored here")
            }
            contents[module.digest] = bytes
        }
        return contents
    }
}
