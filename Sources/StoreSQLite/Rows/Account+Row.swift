import ReleaseModel
import SQLiteAccess

extension Account: StoredRow {
    static let table = "account"
    static let columns = "id, name"

    init(_ row: inout Row) throws(StoreFailure) {
        self.init(id: try row.identifier(), name: try row.text())
    }
}
