import ContentDigest
import FoundationEssentials
public import ReleaseModel

/// One revision as the log keeps it: its events, their digests, and the chain over them.
public struct LogEntry: Sendable, Hashable {
    public let revision: Revision
    public let events: [Event]
    /// SHA-256 over the previous chain value, the revision and the events' digests.
    ///
    /// It covers digests only, so that an event's content can be erased without breaking the chain.
    public let chain: Digest

    /// A fact's canonical JSON and its digest.
    public struct Event: Sendable, Hashable {
        public let kind: String
        public let workload: Workload.ID
        public let body: [UInt8]
        public let digest: Digest
    }

    /// Makes the entry that follows a head.
    public init(_ change: ReleaseChange, after head: StoreHead) throws(ReleaseError) {
        var events: [Event] = []
        for fact in change.facts {
            let row = EventRow(fact, by: change.attribution, at: change.at)
            let body: [UInt8]
            do {
                body = Array(try CanonicalJSON.encoder.encode(row))
            } catch {
                throw .storeCorrupt(what: "event", cause: String(describing: error))
            }
            events.append(Event(kind: fact.kind, workload: fact.workload, body: body, digest: Digest(sha256: body)))
        }
        self.events = events
        revision = head.revision.next
        chain = Self.chain(after: head.chain, revision: revision, events: events.map(\.digest))
    }

    /// The chain's value before the first revision: SHA-256 of nothing.
    public static let genesis = Digest(sha256: [])

    /// Computes a revision's chain value; `sluice check` recomputes the whole log with it.
    public static func chain(after previous: Digest, revision: Revision, events: [Digest]) -> Digest {
        let number = UInt64(revision.number)
        let numberBytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
        return Digest(sha256: previous.bytes + numberBytes + events.flatMap(\.bytes))
    }
}
