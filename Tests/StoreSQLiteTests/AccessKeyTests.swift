import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess
import StoreExamples
import Testing

@testable import StoreSQLite

@Suite("A sealed access key", .timeLimit(.minutes(1)))
struct AccessKeyTests {
    @Test("has no secret on the disk that could be read")
    func isUnreadable() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let key = try await Self.insert(into: store)
                for file in try FileManager.default.contentsOfDirectory(atPath: location.home) {
                    let bytes = try Data(contentsOf: URL(filePath: "\(location.home)/\(file)"))
                    #expect(bytes.firstRange(of: Data(key.secret.utf8)) == nil, "\(file)")
                }
            }
        }
    }

    @Test(
        "does not open after what it is bound to was changed",
        arguments: [
            "UPDATE access_key SET account = x'00000000000000000000000000000000'",
            "UPDATE access_key SET id = 'LTAIother'", "UPDATE access_key SET key = 'b'",
            "UPDATE access_key SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) AS BLOB)",
            "UPDATE access_key SET sealed = CAST(x'00' || substr(sealed, 2) AS BLOB)",
            "UPDATE access_key SET sealed = (SELECT sealed FROM secret)",
        ]
    )
    func isBound(script: String) async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let key = try await Self.insert(into: store)
                let workload = WorkloadName(account: key.key.account, kind: .worker, name: "hello")
                _ = try await store.ports.vault.seal(key.secret, as: "TOKEN", of: workload)
            }
            try location.execute("PRAGMA foreign_keys = OFF; \(script)", on: location.releases)
            let rows: [AccessKeyRow] = try Connection.open(location.releases, access: .readOnly).all("")
            let row = try #require(rows.first)
            let reader = try await SQLiteAccessKeyReader.open(home: location, keys: .example())
            let error = await #expect(throws: ReleaseError.self) { try await reader.accessKey(row.key.id) }
            await reader.close()
            #expect(error.name == "storeCorrupt")
        }
    }

    @Test("is read by another process as it is at that moment: a key that was revoked is revoked there too")
    func isReadElsewhere() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let reader = try await SQLiteAccessKeyReader.open(home: location, keys: .example())
                let made = try await Self.insert(into: store)
                #expect(try await reader.accessKey(made.key.id)?.secret == made.secret)
                let keys = try store.ports.accessKeys
                #expect(try await keys.revokeAccessKey(made.key.id, of: made.key.account, at: .example(3)))
                #expect(try await reader.accessKey(made.key.id)?.key.revokedAt == .example(3))
                await reader.close()
            }
        }
    }

    @Test("whose sealing key is not at hand is told apart from one that was changed, and counted")
    func namesMissingKey() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let made = try await Self.insert(into: store)
                let keys = try KeyRing.example(current: "b", among: ["b"])
                let error = await #expect(throws: ReleaseError.self) {
                    try await store.accessKeys(keys: keys).accessKey(made.key.id)
                }
                guard case .accessKeyUnreadable(made.key.id) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                let census = try await SecretCensus.take(location)
                #expect(census.total == 1)
                #expect(census.unreadable(with: keys) == 1)
                #expect(census.unreadable(with: try .example()) == 0)
                #expect(try await StoreCheck.run(location, keys: keys).problems.map(\.code) == [.secretUnreadable])
            }
        }
    }

    private static func insert(into store: SQLiteStore) async throws -> OpenedAccessKey {
        let key = try OpenedAccessKey.example("signing", account: try await store.ports.account())
        try await store.ports.accessKeys.insert(key)
        return key
    }
}
