import ReleaseModel
import SQLiteAccess

extension Setting: StoredRow {
    static let table = "setting"
    static let columns = "workload, name, target, component, value, revision"

    init(_ row: inout Row) throws(StoreFailure) {
        let workload: Workload.ID = try row.identifier()
        guard let name = Name(rawValue: try row.text()) else { throw row.corrupt }
        let scope = Scope(target: try row.text(), component: try row.text())
        self.init(
            workload: workload,
            name: name,
            scope: scope,
            value: try row.text(),
            revision: Revision(try row.integer())
        )
    }
}
