import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// One change on its way into the store, inside one transaction.
///
/// Whatever fails, the transaction around it leaves nothing behind.
struct Commit {
    let change: ReleaseChange
    let expectations: Expectations

    /// Checks the expectations, writes the facts and their log, and moves the head last.
    func write(to connection: borrowing Connection) throws(StoreFailure) -> Revision {
        let head = try connection.head()
        let entry: LogEntry
        do {
            entry = try LogEntry(change, after: head)
        } catch {
            throw .refused(error)
        }
        try check(connection)
        do {
            for fact in change.facts { try write(fact, at: entry.revision, to: connection) }
        } catch  where error.isConstraint {
            throw .conflict("a name, number or identity was taken meanwhile: \(error)")
        }
        try log(entry, to: connection)
        if let request = change.request { try connection.carryOut(request, by: entry.revision) }
        if let intent = change.settles { try connection.remove(intent) }
        return entry.revision
    }

    private func check(_ connection: borrowing Connection) throws(StoreFailure) {
        for (alias, expected) in expectations.aliases {
            let statement = try connection.statement(
                "SELECT id, deployment, deleted_at FROM alias WHERE id = ?1",
                [alias]
            )
            var deployment: Deployment.ID?
            if try statement.step() {
                var row = statement.row(of: Alias.table)
                let _: Alias.ID = try row.identifier()
                deployment = try row.optionalIdentifier()
                guard try row.optionalInteger() == nil else { throw .conflict("alias \(alias) was deleted") }
            }
            guard deployment == expected else { throw .conflict("alias \(alias) was moved") }
        }
        for (workload, expected) in expectations.drafts {
            let draft: Draft? = try connection.first("WHERE workload = ?1", workload)
            guard draft?.snapshot == expected else { throw .conflict("the draft of \(workload) was saved") }
        }
        if let expected = expectations.unchangedSince {
            let changedAt = try connection.lastChange(of: expected.workload)
            guard changedAt <= expected.revision else {
                throw .refused(ReleaseError.preconditionFailed(seen: expected.revision, changedAt: changedAt))
            }
        }
    }

    private func log(_ entry: LogEntry, to connection: borrowing Connection) throws(StoreFailure) {
        try connection.run(
            "INSERT INTO revision (number, chain, at) VALUES (?1, ?2, ?3)",
            entry.revision,
            entry.chain,
            change.at
        )
        for (position, event) in entry.events.enumerated() {
            try connection.run(
                "INSERT INTO event (revision, position, kind, workload, digest, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                entry.revision,
                position,
                event.kind,
                event.workload,
                event.digest,
                event.body
            )
        }
        try connection.run("UPDATE head SET revision = ?1, chain = ?2 WHERE id = 1", entry.revision, entry.chain)
    }
}

extension Connection {
    /// Returns the events of a revision that were not erased, as they were logged.
    func events(of revision: Revision) throws(StoreFailure) -> [[UInt8]] {
        let statement = try statement(
            "SELECT revision, body FROM event WHERE revision = ?1 AND body IS NOT NULL ORDER BY position",
            [revision]
        )
        var bodies: [[UInt8]] = []
        while try statement.step() {
            var row = statement.row(of: "event")
            _ = try row.integer()
            bodies.append(try row.bytes())
        }
        return bodies
    }

    func lastChange(of workload: Workload.ID) throws(StoreFailure) -> Revision {
        Revision(try integer("SELECT changed_revision FROM workload WHERE id = ?1", workload) ?? 0)
    }
}
