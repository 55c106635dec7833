import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// What an account has under a client's hash.
struct AssetContent: StoredRow {
    static let table = "asset_hash"
    static let columns = "hash, blob, size, content_type"

    let digest: Digest
    let size: Int
    let contentType: String?

    init(_ row: inout Row) throws(StoreFailure) {
        _ = try row.text()
        digest = try row.digest()
        size = try row.integer()
        contentType = try row.optionalText()
    }
}
