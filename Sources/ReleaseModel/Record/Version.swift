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
    /// What the client sent besides, word for word, so that its dialect can read it back.
    public let verbatim: String?
    /// `nil` when nobody could start the code at upload.
    public let exports: Exports?
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
        verbatim: String? = nil,
        exports: Exports? = nil,
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
        self.verbatim = verbatim
        self.exports = exports
        self.createdAt = createdAt
        self.tombstone = tombstone
    }

    public var isDeleted: Bool { tombstone != nil }

    /// Returns the version as it is remembered once it is deleted.
    public func deleted(under tombstone: Tombstone) -> Version {
        Version(
            id: id,
            workload: workload,
            number: number,
            snapshot: snapshot,
            attribution: attribution,
            tag: tag,
            provenance: provenance,
            verbatim: verbatim,
            exports: exports,
            createdAt: createdAt,
            tombstone: tombstone
        )
    }

    /// The longest tag, in Unicode scalars.
    public static let maximumTagLength = 100
    /// The longest ``verbatim``, in bytes.
    public static let maximumVerbatimBytes = 64 * 1_024
    /// The longest message of a version or deployment, in Unicode scalars.
    public static let maximumMessageLength = 1_000
}
