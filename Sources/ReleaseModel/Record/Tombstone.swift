public import FoundationEssentials

/// Who deleted something, and when.
public struct Tombstone: Sendable, Hashable {
    public let attribution: Attribution
    public let deletedAt: Date

    public init(attribution: Attribution, deletedAt: Date) {
        self.attribution = attribution
        self.deletedAt = deletedAt
    }
}
