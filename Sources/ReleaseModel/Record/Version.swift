public import FoundationEssentials

/// A numbered publication of a snapshot.
public struct Version: Sendable, Hashable {
    public typealias ID = Identifier<Version>

    public let id: ID
    public let workload: Workload.ID
    /// Counts from 1 per account, kind and name; never issued twice, not even after deletion.
    public let number: Int
    public let snapshot: Digest
    public let attribution: Attribution
    public let tag: String?
    public let provenance: Provenance?
    public let createdAt: Date
    /// Set when the version was deleted: its content is gone, its record stays.
    public let tombstone: Tombstone?

    public init(
        id: ID,
        workload: Workload.ID,
        number: Int,
        snapshot: Digest,
        attribution: Attribution,
        tag: String? = nil,
        provenance: Provenance? = nil,
        createdAt: Date,
        tombstone: Tombstone? = nil
    ) {
        self.id = id
        self.workload = workload
        self.number = number
        self.snapshot = snapshot
        self.attribution = attribution
        self.tag = tag
        self.provenance = provenance
        self.createdAt = createdAt
        self.tombstone = tombstone
    }

    public var isDeleted: Bool { tombstone != nil }

    /// The longest tag, in characters.
    public static let maximumTagLength = 100
    /// The longest message of a version or deployment, in characters.
    public static let maximumMessageLength = 1_000
}
