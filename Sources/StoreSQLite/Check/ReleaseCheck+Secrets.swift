import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// A version that is bound to secrets, and where it belongs.
private struct BoundVersion: StoredRow {
    static let table = "version"
    static let columns = "version.id, version.snapshot, workload.account, workload.kind, workload.name"
    static let isLive = """
        JOIN workload ON workload.id = version.workload WHERE version.deleted_at IS NULL AND EXISTS (
            SELECT 1 FROM snapshot_secret AS named
            WHERE named.account = workload.account AND named.snapshot = version.snapshot
        )
        """

    let id: Version.ID
    let snapshot: Digest
    let workload: WorkloadName

    init(_ row: inout Row) throws(StoreFailure) {
        id = try row.identifier()
        snapshot = try row.digest()
        let account: Account.ID = try row.identifier()
        guard let kind = Workload.Kind(rawValue: try row.text()) else { throw row.corrupt }
        workload = WorkloadName(account: account, kind: kind, name: try row.text())
    }
}

extension ReleaseCheck {
    /// Opens every secret that there are keys for, and looks for those that live versions are bound to.
    mutating func checkSecrets(_ connection: borrowing Connection) throws(StoreFailure) {
        try forEach(SecretRow.self, connection) { (check, secret, _) throws(StoreFailure) in
            check.report.secrets += 1
            guard let keys = check.keys else { return }
            do throws(ReleaseError) {
                _ = try secret.text(keys)
            } catch {
                check.report.add(.secretUnreadable, secret.place.description)
            }
        }
        try forEach(BoundVersion.self, connection, BoundVersion.isLive) {
            (check, version, connection) throws(StoreFailure) in
            // A snapshot that is missing or damaged was reported with the version or the snapshot.
            guard let stored = try connection.snapshot(version.snapshot, account: version.workload.account) else {
                return
            }
            for (name, fingerprint) in stored.snapshot.components.flatMap(\.secrets) {
                let place = SecretPlace(name, of: version.workload)
                if try connection.secret(fingerprint, at: place) == nil {
                    check.report.add(.secretMissing, "\(place), version \(version.id)")
                }
            }
        }
    }
}
