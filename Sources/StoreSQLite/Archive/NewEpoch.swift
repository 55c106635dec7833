import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// The beginning of a new epoch in a store that has just been copied from an archive.
struct NewEpoch {
    private let replaced: ReplacedHome
    private let time: Date

    init(after replaced: ReplacedHome, at time: Date) {
        self.replaced = replaced
        self.time = time
    }

    /// Makes the restore itself a revision, above all that the archive and the replaced store have had.
    ///
    /// Every workload counts as changed by it, so that no `If-Match` from before passes.
    func begin(_ connection: borrowing Connection) throws(StoreFailure) -> StoreHead {
        let archived = try connection.head()
        let leap = replaced.isArchived ? 0 : StoreRestore.leap
        let revision = Revision(max(archived.revision.number, replaced.revision.number) + leap + 1)
        let head = StoreHead(
            epoch: max(archived.epoch, replaced.epoch) + 1,
            revision: revision,
            chain: LogEntry.chain(after: archived.chain, revision: revision, events: [])
        )
        try carryNumbers(connection, leap: leap, epoch: head)
        for revocation in replaced.revocations {
            try connection.run("UPDATE token SET revoked_at = ?1 WHERE id = ?2", revocation.at, revocation.token)
        }
        // Archives of older schemas have none.
        if try connection.tables(of: "main").contains(AccessKeyRow.table) {
            for revocation in replaced.keyRevocations {
                try connection.run("UPDATE access_key SET revoked_at = ?1 WHERE id = ?2", revocation.at, revocation.key)
            }
        }
        try connection.run("DELETE FROM idempotency")
        try connection.run("UPDATE workload SET changed_revision = ?1", revision)
        try connection.run("INSERT INTO revision (number, chain, at) VALUES (?1, ?2, ?3)", revision, head.chain, time)
        try connection.run(
            "UPDATE head SET epoch = ?1, revision = ?2, chain = ?3 WHERE id = 1",
            head.epoch,
            revision,
            head.chain
        )
        return head
    }

    private func carryNumbers(
        _ connection: borrowing Connection,
        leap: Int,
        epoch head: StoreHead
    ) throws(StoreFailure) {
        try connection.run("UPDATE counter SET highest = highest + ?1", leap)
        for counter in replaced.counters {
            try connection.run(
                """
                INSERT INTO counter (account, kind, name, highest) SELECT id, ?2, ?3, ?4 FROM account WHERE id = ?1
                ON CONFLICT (account, kind, name) DO UPDATE SET highest = max(highest, excluded.highest)
                """,
                counter.account,
                counter.kind,
                counter.name,
                counter.highest
            )
        }
        let floor = try connection.integer("SELECT max(number_floor) FROM epoch") ?? 0
        try connection.run(
            "INSERT INTO epoch (number, first_revision, began_at, number_floor) VALUES (?1, ?2, ?3, ?4)",
            head.epoch,
            head.revision,
            time,
            max(floor + leap, replaced.numberFloor)
        )
    }
}
