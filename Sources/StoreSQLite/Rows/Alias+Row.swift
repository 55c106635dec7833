import ReleaseModel
import SQLiteAccess

extension Alias: StoredRow {
    static let table = "alias"
    static let columns = "id, workload, name, deployment, affinity, description, created_at"

    init(_ row: inout Row) throws(StoreFailure) {
        self.init(
            id: try row.identifier(),
            workload: try row.identifier(),
            name: try row.aliasName(),
            deployment: try row.optionalIdentifier(),
            affinity: try row.affinity(),
            description: try row.text(),
            createdAt: try row.date()
        )
    }
}
