import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// A revision as the log has it.
private struct RevisionRow: StoredRow {
    static let table = "revision"
    static let columns = "number, chain"

    let revision: Revision
    let chain: Digest

    init(_ row: inout Row) throws(StoreFailure) {
        revision = Revision(try row.integer())
        chain = try row.digest()
    }
}

/// An event's digest, and its body unless that was erased.
private struct LoggedEvent: StoredRow {
    static let table = "event"
    static let columns = "revision, position, digest, coalesce(body, zeroblob(0)), body IS NULL"

    let revision: Revision
    let position: Int
    let digest: Digest
    let body: [UInt8]?

    init(_ row: inout Row) throws(StoreFailure) {
        revision = Revision(try row.integer())
        position = try row.integer()
        digest = try row.digest()
        let body = try row.bytes()
        self.body = try row.integer() == 0 ? body : nil
    }
}

extension ReleaseCheck {
    /// Recomputes the digest of every event and the chain over them, from the first revision to the head.
    mutating func checkLog(_ connection: borrowing Connection) throws(StoreFailure) {
        var previous = StoreHead(epoch: 0, revision: .zero, chain: LogEntry.genesis)
        try forEach(RevisionRow.self, connection, "ORDER BY number") { (check, row, connection) throws(StoreFailure) in
            check.report.revisions += 1
            if row.revision != previous.revision.next {
                let begins = try connection.integer("SELECT 1 FROM epoch WHERE first_revision = ?1", row.revision)
                if begins == nil { check.report.add(.revisionMissing, "revision \(previous.revision.next)") }
            }
            let digests = try check.eventDigests(of: row.revision, connection)
            let chain = LogEntry.chain(after: previous.chain, revision: row.revision, events: digests)
            if chain != row.chain { check.report.add(.chainBroken, "revision \(row.revision)") }
            previous = StoreHead(epoch: 0, revision: row.revision, chain: row.chain)
        }
        let head: StoreHead? = try connection.first("")
        let epoch = try connection.integer("SELECT max(number) FROM epoch")
        guard let head, head.revision == previous.revision, head.chain == previous.chain, head.epoch == epoch else {
            report.add(.headWrong, "head")
            return
        }
    }

    private mutating func eventDigests(
        of revision: Revision,
        _ connection: borrowing Connection
    ) throws(StoreFailure) -> [Digest] {
        let events: [LoggedEvent] = try connection.all("WHERE revision = ?1 ORDER BY position", revision)
        for event in events {
            report.events += 1
            if let body = event.body, Digest(sha256: body) != event.digest {
                report.add(.eventDigestWrong, "revision \(revision) event \(event.position)")
            }
        }
        return events.map(\.digest)
    }
}
