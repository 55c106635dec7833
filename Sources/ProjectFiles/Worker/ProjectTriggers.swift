/// What a configuration says of how requests and events come to the worker; `nil` where it says nothing.
///
/// None of it is part of a version. The texts are as the file has them: the server knows which hosts it serves.
public struct ProjectTriggers: Sendable, Hashable {
    /// Patterns of hosts and paths; empty removes them all.
    public let routes: [String]?
    /// Whole hosts; empty removes them all.
    public let customDomains: [String]?
    /// Cron expressions; empty removes them all.
    public let crons: [String]?
    /// Whether the worker answers on its own host (`workers_dev`).
    public let ownHost: Bool?
    /// Whether versions and aliases answer on preview hosts (`preview_urls`).
    public let previews: Bool?

    public init(
        routes: [String]? = nil,
        customDomains: [String]? = nil,
        crons: [String]? = nil,
        ownHost: Bool? = nil,
        previews: Bool? = nil
    ) {
        self.routes = routes
        self.customDomains = customDomains
        self.crons = crons
        self.ownHost = ownHost
        self.previews = previews
    }
}
