public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

/// Opens the secrets of a store, in the process that writes it or in another.
public struct SQLiteSecretReader: Sendable {
    private let database: Database
    private let keys: KeyRing

    /// Opens the store of a home; throws while the process that writes it has not made or migrated it yet.
    public static func open(home location: StoreLocation, keys: KeyRing) async throws(ReleaseError) -> Self {
        let database = Database(label: "secrets")
        try await database.open(location.releases, access: .readOnly, schema: .release)
        return Self(database: database, keys: keys)
    }

    init(database: Database, keys: KeyRing) {
        self.database = database
        self.keys = keys
    }

    /// Returns a sealed text, under the terms of ``SecretVault/open(_:as:of:)``.
    public func open(
        _ fingerprint: Digest,
        as name: String,
        of workload: WorkloadName
    ) async throws(ReleaseError) -> String? {
        let place = SecretPlace(name, of: workload)
        let row = try await database.run("open secret") { (connection) throws(StoreFailure) in
            try connection.secret(fingerprint, at: place)
        }
        return try row?.text(keys)
    }

    public func close() async {
        await database.close()
    }
}
