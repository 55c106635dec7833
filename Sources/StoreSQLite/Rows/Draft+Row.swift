import ReleaseModel
import SQLiteAccess

extension Draft: StoredRow {
    static let table = "draft"
    static let columns = "workload, snapshot, verbatim, saved_at"

    init(_ row: inout Row) throws(StoreFailure) {
        self.init(
            workload: try row.identifier(),
            snapshot: try row.digest(),
            verbatim: try row.optionalText(),
            savedAt: try row.date()
        )
    }
}
