import FoundationEssentials
import ReleaseCore
import StoreExamples
import StoreSQLite
import Testing

/// A store that has to keep the contract; every suite here runs once for each.
struct StoreUnderTest: Sendable, CustomTestStringConvertible {
    /// All that keep the contract.
    ///
    /// Another store joins by one more entry.
    static let all = [sqlite]

    let testDescription: String
    /// Makes an empty store, runs the body with it and removes it, whatever happens.
    let withStore: @Sendable (_ body: @Sendable (StorePorts) async throws -> Void) async throws -> Void

    private static let sqlite = StoreUnderTest(testDescription: "SQLite") { body in
        let home = "/tmp/sluice-contract-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let store = try await SQLiteStore.open(home: StoreLocation(home: home))
        do {
            try await body(
                StorePorts(
                    releases: store,
                    blobs: store.blobs,
                    access: store,
                    vault: store.vault(keys: try .example()),
                    accessKeys: store.accessKeys(keys: try .example()),
                    assets: store.assets,
                    flows: store,
                    runs: store
                )
            )
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }
}
