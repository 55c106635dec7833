import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// A session as it is stored.
struct AssetSessionRow: StoredRow {
    static let table = "asset_session"
    static let columns = "id, account, kind, workload, manifest, expires_at, completed_at"

    let id: AssetSession.ID
    let workload: WorkloadName
    let manifest: AssetManifest
    let expiresAt: Date
    let isCompleted: Bool

    init(_ row: inout Row) throws(StoreFailure) {
        id = try row.identifier()
        let account: Account.ID = try row.identifier()
        guard let kind = Workload.Kind(rawValue: try row.text()) else { throw row.corrupt }
        workload = WorkloadName(account: account, kind: kind, name: try row.text())
        do {
            manifest = try AssetManifestRecord.decode(try row.bytes())
        } catch {
            throw row.corrupt
        }
        expiresAt = try row.date()
        isCompleted = try row.optionalDate() != nil
    }
}
