/// Where the content of a version comes from in version control; it never influences execution.
public struct Provenance: Sendable, Hashable {
    public enum Provider: String, Sendable, Hashable, CaseIterable {
        case github, gitlab, bitbucket
        case azure = "azuredevops"
        case git
    }

    public let provider: Provider
    /// The repository's name as its platform gives it, such as `owner/name`.
    public let repository: String?
    /// A link to the commit or the repository, never with credentials.
    public let url: String?
    public let branch: String?
    public let commit: String?
    /// The first line of the commit's message.
    public let message: String?
    /// Whether the working tree had changes that the commit does not hold; `nil` when unknown.
    public let isDirty: Bool?

    public init(
        provider: Provider,
        repository: String? = nil,
        url: String? = nil,
        branch: String? = nil,
        commit: String? = nil,
        message: String? = nil,
        isDirty: Bool? = nil
    ) {
        self.provider = provider
        self.repository = repository
        self.url = url
        self.branch = branch
        self.commit = commit
        self.message = message
        self.isDirty = isDirty
    }
}
