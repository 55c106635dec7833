public import ReleaseCore
import SQLiteAccess

/// How many secrets each key has sealed in a store, of versions and of access keys.
public struct SecretCensus: Sendable, Hashable {
    /// By the identities of the keys.
    private let counts: [String: Int]

    /// Counts the secrets of a home's store, running or not, whatever schema it has.
    public static func take(_ location: StoreLocation) async throws(ReleaseError) -> SecretCensus {
        let database = Database(label: "secrets")
        try await database.open(location.releases, access: .readOnly, schema: nil)
        do {
            let counts = try await database.read("count secrets") { (connection) throws(StoreFailure) in
                let counts = try connection.sealedCounts(in: SecretRow.table)
                return counts.merging(try connection.sealedCounts(in: AccessKeyRow.table), uniquingKeysWith: +)
            }
            await database.close()
            return SecretCensus(counts: counts)
        } catch {
            await database.close()
            throw error
        }
    }

    public var total: Int { counts.values.reduce(0, +) }

    /// Returns how many do not open with these keys, or without any.
    public func unreadable(with keys: KeyRing?) -> Int {
        let known = keys?.identities ?? []
        return counts.filter { !known.contains($0.key) }.values.reduce(0, +)
    }
}
