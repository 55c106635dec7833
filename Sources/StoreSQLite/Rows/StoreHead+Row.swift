import ReleaseCore
import ReleaseModel
import SQLiteAccess

extension StoreHead: StoredRow {
    static let table = "head"
    static let columns = "id, epoch, revision, chain"

    init(_ row: inout Row) throws(StoreFailure) {
        _ = try row.integer()
        self.init(
            epoch: try row.integer(),
            revision: Revision(try row.integer()),
            chain: try row.digest()
        )
    }
}

extension Connection {
    func head() throws(StoreFailure) -> StoreHead {
        guard let head: StoreHead = try first("") else { throw .corrupt(table: StoreHead.table, key: "1") }
        return head
    }
}
