public import ReleaseModel

/// What a use case changed, in which revision, and whether the data plane serves by it.
public struct Receipt<Value: Sendable>: Sendable {
    public let value: Value
    public let revision: Revision
    public let propagation: Propagation

    public init(_ value: Value, revision: Revision, propagation: Propagation) {
        self.value = value
        self.revision = revision
        self.propagation = propagation
    }
}

/// How far a revision has come.
public enum Propagation: Sendable, Hashable {
    /// The local data plane serves by it since this long after the commit.
    case inForce(after: Duration)
    /// The change is stored; no data plane is alive to serve by it.
    case noDataPlane
    /// The data plane did not confirm within the deadline; it will catch up.
    case unconfirmed
}
