import ReleaseModel
import SQLiteAccess

extension Setting: StoredRow {
    static let table = "setting"
    static let columns = "workload, name, value, revision"

    init(_ row: inout Row) throws(StoreFailure) {
        let workload: Workload.ID = try row.identifier()
        guard let name = Name(rawValue: try row.text()) else { throw row.corrupt }
        self.init(workload: workload, name: name, value: try row.text(), revision: Revision(try row.integer()))
    }
}
