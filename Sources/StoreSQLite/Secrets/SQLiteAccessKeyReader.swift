public import ReleaseCore
import SQLiteAccess

/// Reads access keys of a store with their secrets, in the process that writes it or in another.
public struct SQLiteAccessKeyReader: Sendable {
    private let database: Database
    private let keys: KeyRing

    /// Opens the store of a home; throws while the process that writes it has not made or migrated it yet.
    public static func open(home location: StoreLocation, keys: KeyRing) async throws(ReleaseError) -> Self {
        let database = Database(label: "access keys")
        try await database.open(location.releases, access: .readOnly, schema: .release)
        return Self(database: database, keys: keys)
    }

    init(database: Database, keys: KeyRing) {
        self.database = database
        self.keys = keys
    }

    /// Returns a key as it is at this moment, under the terms of ``AccessKeyStore/accessKey(_:)``.
    public func accessKey(_ id: AccessKey.ID) async throws(ReleaseError) -> OpenedAccessKey? {
        let row = try await database.run("access key") { (connection) throws(StoreFailure) in
            try connection.accessKey(id)
        }
        return try row?.opened(keys)
    }

    public func close() async {
        await database.close()
    }
}
