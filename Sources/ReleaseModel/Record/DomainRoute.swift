/// What is kept with the trigger of a custom domain's path.
public struct DomainRoute: Codable, Sendable, Hashable {
    public let domain: String
    /// Its place among the routes of the domain.
    public let place: Int
    /// Exact, or with `*` at its end for anything.
    public let path: String
    /// In upper case; empty for all.
    public let methods: [String]
    /// How the path is written anew before the function sees it: a JSON object.
    public let rewriting: String?
    /// What the domain itself has besides its routes, the same with each of them: a JSON object.
    public let document: String
    /// When the domain was made, in milliseconds since 1970.
    public let createdAt: Int64
    /// When the domain was changed, in milliseconds since 1970.
    public let modifiedAt: Int64

    public init(
        domain: String,
        place: Int,
        path: String,
        methods: [String],
        rewriting: String?,
        document: String,
        createdAt: Int64,
        modifiedAt: Int64
    ) {
        self.domain = domain
        self.place = place
        self.path = path
        self.methods = methods
        self.rewriting = rewriting
        self.document = document
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
    }

    /// How well the path fits: an exact one better than any other, of the others the longest; `nil` for none.
    public func fit(_ path: String) -> Int? {
        guard self.path.hasSuffix("*") else { return self.path == path ? .max : nil }
        let prefix = self.path.dropLast()
        // `/a/*` is also about `/a`.
        let isFolder = prefix.hasSuffix("/") && path == prefix.dropLast()
        return path.hasPrefix(prefix) || isFolder ? prefix.utf8.count : nil
    }
}
