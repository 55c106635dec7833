public import FoundationEssentials

/// An entry that resolves to an alias or a version, and a component.
///
/// It is never part of a version.
public struct Trigger: Sendable, Hashable {
    public typealias ID = Identifier<Trigger>

    public let id: ID
    public let workload: Workload.ID
    public let source: Source
    public let target: Target
    public let component: String
    public let createdAt: Date

    public init(
        id: ID,
        workload: Workload.ID,
        source: Source,
        target: Target,
        component: String = Component.mainName,
        createdAt: Date
    ) {
        self.id = id
        self.workload = workload
        self.source = source
        self.target = target
        self.component = component
        self.createdAt = createdAt
    }

    /// What kinds of source there are.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case host, route, http, schedule
    }

    public enum Source: Sendable, Hashable {
        /// A whole host of the operator's, in lower case.
        case host(String)
        /// Requests whose host and path match, such as `example.com/shop/*`.
        case route(pattern: String)
        case http(path: String)
        /// A cron expression.
        case schedule(expression: String)

        public init(_ kind: Kind, text: String) {
            switch kind {
            case .host: self = .host(text)
            case .route: self = .route(pattern: text)
            case .http: self = .http(path: text)
            case .schedule: self = .schedule(expression: text)
            }
        }

        public var kind: Kind {
            switch self {
            case .host: .host
            case .route: .route
            case .http: .http
            case .schedule: .schedule
            }
        }

        /// The host, pattern, path or expression.
        public var text: String {
            switch self {
            case .host(let text), .route(let text), .http(let text), .schedule(let text): text
            }
        }
    }

    public enum Target: Sendable, Hashable {
        case alias(Alias.Name)
        case version(Version.ID)

        public var alias: Alias.Name? {
            if case .alias(let name) = self { name } else { nil }
        }

        public var version: Version.ID? {
            if case .version(let id) = self { id } else { nil }
        }
    }
}
