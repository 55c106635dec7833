/// What tells an instance from all others that this process has, from the wish for it on.
struct InstanceNumber: Sendable, Hashable, Comparable {
    let value: Int

    static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// What tells a call that waits for an instance from all others.
struct Ticket: Sendable, Hashable {
    let value: Int
}
