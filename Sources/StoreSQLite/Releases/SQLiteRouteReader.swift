public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

/// What a data plane reads of a store that another process writes.
///
/// Nothing here takes a lock that could delay the writer.
public struct SQLiteRouteReader: RouteSource {
    public let blobs: SQLiteBlobReader
    private let database: Database

    /// Opens the store of a home; throws while the process that writes it has not made or migrated it yet.
    public static func open(home location: StoreLocation) async throws(ReleaseError) -> SQLiteRouteReader {
        let database = Database(label: "routes")
        try await database.open(location.releases, access: .readOnly, schema: .release)
        return SQLiteRouteReader(blobs: try await SQLiteBlobReader.open(location), database: database)
    }

    public func head() async throws(ReleaseError) -> StoreHead {
        try await database.run("head") { (connection) throws(StoreFailure) in try connection.head() }
    }

    public func routes(changedAfter revision: Revision?) async throws(ReleaseError) -> RoutingDelta {
        try await database.read("routes") { (connection) throws(StoreFailure) in
            try connection.routes(changedAfter: revision)
        }
    }

    /// Returns a version, deleted or not.
    public func version(_ id: Version.ID) async throws(ReleaseError) -> Version? {
        try await database.run("version") { (connection) throws(StoreFailure) in
            try connection.first("WHERE id = ?1", id)
        }
    }

    /// Returns what a version consists of; `nil` when it is not stored or was erased.
    public func snapshot(_ digest: Digest, account: Account.ID) async throws(ReleaseError) -> EncodedSnapshot? {
        try await database.run("snapshot") { (connection) throws(StoreFailure) in
            try connection.snapshot(digest, account: account)
        }
    }

    public func close() async {
        await blobs.close()
        await database.close()
    }
}
