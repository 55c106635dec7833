import ReleaseModel

/// A routing as an alias of a service has it: one primary target and at most one additional version.
struct AliasShares {
    let primary: TrafficSplit.Target
    let additional: TrafficSplit.Share?

    /// Reads what is in force, whoever made it: the larger share is the primary's, of equals the first.
    init(_ routing: DeployedRouting) {
        let shares = routing.split.shares
        let largest = shares.enumerated().max { one, other in
            (one.element.slots, other.offset) < (other.element.slots, one.offset)
        }
        primary = largest?.element.target ?? .head
        additional = shares.first { [primary] share in share.target != primary }
    }
}
