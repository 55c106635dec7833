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

    public init(id: ID, workload: Workload.ID, source: Source, target: Target, component: String) {
        self.id = id
        self.workload = workload
        self.source = source
        self.target = target
        self.component = component
    }

    public enum Source: Sendable, Hashable {
        case host(String)
        case route(pattern: String)
        case http(path: String)
        case schedule(expression: String)
    }

    public enum Target: Sendable, Hashable {
        case alias(Alias.Name)
        case version(Version.ID)
    }
}
