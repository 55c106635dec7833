public import ReleaseModel

/// Where a version's content comes from in version control.
public struct WireProvenance: Codable, Sendable, Hashable {
    public let provider: String
    public let repository: String?
    public let url: String?
    public let branch: String?
    public let commit: String?
    public let message: String?
    public let dirty: Bool?

    public init(_ provenance: Provenance) {
        provider = provenance.provider.rawValue
        repository = provenance.repository
        url = provenance.url
        branch = provenance.branch
        commit = provenance.commit
        message = provenance.message
        dirty = provenance.isDirty
    }

    /// `nil` for a provider that we do not know.
    public var provenance: Provenance? {
        guard let provider = Provenance.Provider(rawValue: provider) else { return nil }
        return Provenance(
            provider: provider,
            repository: repository,
            url: url,
            branch: branch,
            commit: commit,
            message: message,
            isDirty: dirty
        )
    }
}
