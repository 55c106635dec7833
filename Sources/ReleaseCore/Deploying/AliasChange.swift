public import ReleaseModel

/// What changes of an alias besides where it points.
public struct AliasChange: Sendable, Hashable {
    public let affinity: AffinityChange
    /// `nil` leaves it as it is.
    public let description: String?

    public init(affinity: AffinityChange = .keep, description: String? = nil) {
        self.affinity = affinity
        self.description = description
    }

    var isEmpty: Bool { affinity == .keep && description == nil }

    func applied(to alias: Alias) -> Alias {
        Alias(
            id: alias.id,
            workload: alias.workload,
            name: alias.name,
            deployment: alias.deployment,
            affinity: affinity.applied(to: alias.affinity),
            description: description ?? alias.description,
            createdAt: alias.createdAt
        )
    }
}

/// What becomes of the place an alias reads affinity keys from.
public enum AffinityChange: Sendable, Hashable {
    case keep
    case remove
    case set(RequestAttribute)

    fileprivate func applied(to affinity: RequestAttribute?) -> RequestAttribute? {
        switch self {
        case .keep: affinity
        case .remove: nil
        case .set(let attribute): attribute
        }
    }
}
