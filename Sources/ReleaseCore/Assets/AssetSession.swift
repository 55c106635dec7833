public import FoundationEssentials
public import ReleaseModel

/// An upload of the static files of one manifest.
public struct AssetSession: Sendable, Hashable {
    public typealias ID = Identifier<AssetSession>

    public let id: ID
    public let workload: WorkloadName
    public let manifest: AssetManifest
    /// The contents that the account does not have yet, each once, in the manifest's order.
    public let missing: [AssetHash]
    public let expiresAt: Date

    public init(id: ID, workload: WorkloadName, manifest: AssetManifest, missing: [AssetHash], expiresAt: Date) {
        self.id = id
        self.workload = workload
        self.manifest = manifest
        self.missing = missing
        self.expiresAt = expiresAt
    }
}
