import ReleaseModel
import SQLiteAccess

extension Workload: StoredRow {
    static let table = "workload"
    static let columns = "id, account, kind, name, created_at"

    init(_ row: inout Row) throws(StoreFailure) {
        let id: Workload.ID = try row.identifier()
        let account: Account.ID = try row.identifier()
        guard let kind = Kind(rawValue: try row.text()) else { throw row.corrupt }
        let name: Name
        do {
            name = try Name(try row.text(), kind: kind)
        } catch {
            throw row.corrupt
        }
        self.init(id: id, account: account, kind: kind, name: name, createdAt: try row.date())
    }
}
