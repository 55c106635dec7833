/// How the requests of one deployment are shared among targets.
///
/// No split repeats a target, and its shares always add up to the whole.
public struct TrafficSplit: Sendable, Hashable {
    /// The slots of a whole: one slot is 0.001 %.
    public static let slotCount = 100_000
    /// The most targets of one split.
    public static let maximumTargets = 64

    public let shares: [Share]

    public init(_ shares: [Share]) throws(Invalid) {
        guard shares.count <= Self.maximumTargets else {
            throw .tooManyTargets(count: shares.count, limit: Self.maximumTargets)
        }
        var seen: Set<Target> = []
        for share in shares {
            guard (0...Self.slotCount).contains(share.slots) else { throw .shareOutOfRange(share) }
            guard seen.insert(share.target).inserted else { throw .targetRepeated(share.target) }
        }
        guard !seen.contains(.head) || shares.count == 1 else { throw .headIsShared }
        let sum = shares.reduce(0) { $0 + $1.slots }
        guard sum == Self.slotCount else { throw .sumOff(by: sum - Self.slotCount) }
        self.shares = shares
    }

    /// Everything to one version.
    public init(allTo version: Version.ID) {
        shares = [Share(.version(version), slots: Self.slotCount)]
    }

    /// What a split leads to.
    public enum Target: Sendable, Hashable {
        case version(Version.ID)
        /// A service's draft, only as the single target.
        case head

        public var version: Version.ID? {
            if case .version(let id) = self { id } else { nil }
        }
    }

    /// How many slots a target has; 0 keeps a version reachable by name without giving it traffic.
    public struct Share: Sendable, Hashable {
        public let target: Target
        public let slots: Int

        public init(_ target: Target, slots: Int) {
            self.target = target
            self.slots = slots
        }
    }

    public enum Invalid: Error, Sendable, Hashable {
        case shareOutOfRange(Share)
        case targetRepeated(Target)
        case tooManyTargets(count: Int, limit: Int)
        case headIsShared
        /// The slots missing (negative) or too many (positive).
        case sumOff(by: Int)
    }

    public func slots(of target: Target) -> Int {
        shares.first { $0.target == target }?.slots ?? 0
    }

    public var versions: [Version.ID] { shares.compactMap(\.target.version) }

    /// The version that has the whole, if one has.
    public var soleVersion: Version.ID? {
        shares.first { $0.slots == Self.slotCount }?.target.version
    }
}
