public import FoundationEssentials

/// An entry that resolves to an alias, a version or a draft, and a component.
///
/// It is never part of a version.
public struct Trigger: Sendable, Hashable {
    public typealias ID = Identifier<Trigger>

    public let id: ID
    public let workload: Workload.ID
    public let source: Source
    public let target: Target
    public let component: String
    /// What else belongs to it, such as ``FunctionTrigger``: a JSON object of at most ``maximumDocumentBytes``.
    public let document: String?
    public let createdAt: Date

    /// The longest ``document``.
    public static let maximumDocumentBytes = 64 * 1_024

    public init(
        id: ID,
        workload: Workload.ID,
        source: Source,
        target: Target,
        component: String = Component.mainName,
        document: String? = nil,
        createdAt: Date
    ) {
        self.id = id
        self.workload = workload
        self.source = source
        self.target = target
        self.component = component
        self.document = document
        self.createdAt = createdAt
    }

    /// What kinds of source there are.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case host, route, http, schedule, timer, event
        case domainPath = "domain-path"
    }

    public enum Source: Sendable, Hashable {
        /// A whole host of the operator's, in lower case.
        case host(String)
        /// Requests whose host and path match, such as `example.com/shop/*`.
        case route(pattern: String)
        /// Requests for a host that is a function's alone, by the first label of that host.
        case http(label: String)
        /// A cron expression.
        case schedule(expression: String)
        /// A function's timer, by its name among the triggers of the service: `FUNCTION/TRIGGER`.
        case timer(name: String)
        /// What another system would tell a function of, by its name: `FUNCTION/TRIGGER`.
        case event(name: String)
        /// The requests for a path of a custom domain: the domain, and a path that may end in `*`.
        case domainPath(String)

        public init(_ kind: Kind, text: String) {
            switch kind {
            case .host: self = .host(text)
            case .route: self = .route(pattern: text)
            case .http: self = .http(label: text)
            case .schedule: self = .schedule(expression: text)
            case .timer: self = .timer(name: text)
            case .event: self = .event(name: text)
            case .domainPath: self = .domainPath(text)
            }
        }

        public var kind: Kind {
            switch self {
            case .host: .host
            case .route: .route
            case .http: .http
            case .schedule: .schedule
            case .timer: .timer
            case .event: .event
            case .domainPath: .domainPath
            }
        }

        /// The host, pattern, label, expression or name.
        public var text: String {
            switch self {
            case .host(let text), .route(let text), .http(let text), .schedule(let text), .timer(let text),
                .event(let text), .domainPath(let text):
                text
            }
        }
    }

    public enum Target: Sendable, Hashable {
        case alias(Alias.Name)
        case version(Version.ID)
        /// The draft of a service.
        case head

        public var alias: Alias.Name? {
            if case .alias(let name) = self { name } else { nil }
        }

        public var version: Version.ID? {
            if case .version(let id) = self { id } else { nil }
        }
    }
}
