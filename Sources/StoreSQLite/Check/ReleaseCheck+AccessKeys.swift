import ReleaseCore
import SQLiteAccess

extension ReleaseCheck {
    /// Opens the secret of every access key that there are keys for, and looks for the key's account.
    mutating func checkAccessKeys(_ connection: borrowing Connection) throws(StoreFailure) {
        try forEach(AccessKeyRow.self, connection) { (check, row, connection) throws(StoreFailure) in
            check.report.accessKeys += 1
            let subject = AccessKeyPlace(row.key).description
            if try connection.integer("SELECT 1 FROM account WHERE id = ?1", row.key.account) == nil {
                check.report.add(.referenceBroken, subject)
            }
            guard let keys = check.keys else { return }
            do throws(ReleaseError) {
                _ = try row.opened(keys)
            } catch {
                check.report.add(.secretUnreadable, subject)
            }
        }
    }
}
