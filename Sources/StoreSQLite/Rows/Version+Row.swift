import ReleaseModel
import SQLiteAccess

extension Version: StoredRow {
    static let table = "version"
    static let columns = """
        id, workload, number, snapshot, author, source, message, tag, provenance, verbatim, exports, created_at,
        deleted_at, deleted_by, deleted_from, deleted_message
        """

    init(_ row: inout Row) throws(StoreFailure) {
        self.init(
            id: try row.identifier(),
            workload: try row.identifier(),
            number: try row.integer(),
            snapshot: try row.digest(),
            attribution: try row.attribution(),
            tag: try row.optionalText(),
            provenance: try row.provenance(),
            verbatim: try row.optionalText(),
            exports: try row.exports(),
            createdAt: try row.date(),
            tombstone: try row.tombstone()
        )
    }
}
