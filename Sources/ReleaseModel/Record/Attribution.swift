/// Who did something, from where and why.
public struct Attribution: Sendable, Hashable {
    /// The owner of the token that was used.
    public let author: String
    public let source: Source
    public let message: String?

    public init(author: String, source: Source, message: String? = nil) {
        self.author = author
        self.source = source
        self.message = message
    }

    /// The kind of client that made a request.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        case cli, api, wrangler, sdk, dashboard, ci, system
    }
}
