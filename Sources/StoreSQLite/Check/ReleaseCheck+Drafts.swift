import ReleaseModel
import SQLiteAccess

extension ReleaseCheck {
    /// Checks that every draft belongs to a workload that is there, and that its content is stored.
    mutating func checkDrafts(_ connection: borrowing Connection) throws(StoreFailure) {
        try forEach(Draft.self, connection) { (check, draft, connection) throws(StoreFailure) in
            let subject = "draft of \(draft.workload)"
            let owner = try connection.integer(
                "SELECT 1 FROM workload WHERE id = ?1 AND deleted_at IS NULL",
                draft.workload
            )
            guard owner != nil else {
                check.report.add(.referenceBroken, subject)
                return
            }
            let isStored = try connection.integer(
                """
                SELECT 1 FROM workload JOIN snapshot USING (account) WHERE workload.id = ?1 AND snapshot.digest = ?2
                """,
                draft.workload,
                draft.snapshot
            )
            if isStored == nil { check.report.add(.snapshotMissing, subject) }
        }
    }
}
