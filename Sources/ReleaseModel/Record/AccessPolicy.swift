/// Who may have a say in which version serves their own request.
///
/// A policy guards one way of choosing, such as override headers. What the operator has laid down for everybody (rules,
/// an alias's own affinity, routes) needs none.
public enum AccessPolicy: String, Sendable, Hashable, CaseIterable {
    case anyone
    /// Clients whose own address lies in a network that the operator trusts.
    case trusted
    /// Whoever sends the workload's access token.
    case token
    /// Nobody.
    case off
}
