import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess
import StoreExamples
import Testing

@testable import StoreSQLite

@Suite("A sealed secret", .timeLimit(.minutes(1)))
struct SecretTests {
    private static let text = "correct horse battery staple"

    @Test("is nowhere on the disk as it was given")
    func isUnreadable() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                _ = try await Self.seal(in: store)
                for file in try FileManager.default.contentsOfDirectory(atPath: location.home) {
                    let bytes = try Data(contentsOf: URL(filePath: "\(location.home)/\(file)"))
                    #expect(bytes.firstRange(of: Data(Self.text.utf8)) == nil, "\(file)")
                }
            }
        }
    }

    @Test(
        "does not open after its row was changed in any part",
        arguments: [
            "UPDATE secret SET account = x'00000000000000000000000000000000'", "UPDATE secret SET kind = 'flow'",
            "UPDATE secret SET workload = 'other'", "UPDATE secret SET name = 'OTHER'", "UPDATE secret SET key = 'b'",
            "UPDATE secret SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) AS BLOB)",
            "UPDATE secret SET sealed = CAST(x'00' || substr(sealed, 2) AS BLOB)", "UPDATE secret SET sealed = x''",
            "UPDATE secret SET fingerprint = zeroblob(32)",
        ]
    )
    func isBound(script: String) async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in _ = try await Self.seal(in: store) }
            try location.execute(script, on: location.releases)
            let rows: [SecretRow] = try Connection.open(location.releases, access: .readOnly).all("")
            let row = try #require(rows.first)
            let reader = try await SQLiteSecretReader.open(home: location, keys: .example())
            let error = await #expect(throws: ReleaseError.self) {
                try await reader.open(row.fingerprint, as: row.place.name, of: row.place.workload)
            }
            await reader.close()
            #expect(error.name == "storeCorrupt")
            #expect(!String(describing: error).contains(Self.text))
        }
    }

    @Test("cannot be passed for another that was sealed at the same place")
    func isNotReplayed() async throws {
        try await TestHome.with { location in
            let (place, old) = try await SQLiteStore.with(location) { store in try await Self.seal(in: store) }
            let new = try await SQLiteStore.with(location) { store in
                try await store.ports.vault.seal("new text", as: place.name, of: place.workload)
            }
            try location.execute(
                "UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE fingerprint = x'\(old)')",
                on: location.releases
            )
            let reader = try await SQLiteSecretReader.open(home: location, keys: .example())
            #expect(try await reader.open(old, as: place.name, of: place.workload) == Self.text)
            let error = await #expect(throws: ReleaseError.self) {
                try await reader.open(new, as: place.name, of: place.workload)
            }
            await reader.close()
            #expect(error.name == "storeCorrupt")
        }
    }

    @Test("opens with its key when another has become the current one, and is sealed anew with that")
    func survivesRotation() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let (place, fingerprint) = try await Self.seal(in: store)
                let rotated = store.vault(keys: try .example(current: "b"))
                #expect(try await rotated.open(fingerprint, as: place.name, of: place.workload) == Self.text)
                #expect(try await rotated.seal(Self.text, as: place.name, of: place.workload) == fingerprint)

                let later = store.vault(keys: try .example(current: "b", among: ["b"]))
                #expect(try await later.open(fingerprint, as: place.name, of: place.workload) == Self.text)
            }
        }
    }

    @Test("whose key is not at hand is told apart from one that was changed, and counted")
    func namesMissingKey() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let (place, fingerprint) = try await Self.seal(in: store)
                let keys = try KeyRing.example(current: "b", among: ["b"])
                let error = await #expect(throws: ReleaseError.self) {
                    try await store.vault(keys: keys).open(fingerprint, as: place.name, of: place.workload)
                }
                guard case .secretUnreadable(place) = error else {
                    Issue.record("\(error.name)")
                    return
                }
                let census = try await SecretCensus.take(location)
                #expect(census.total == 1)
                #expect(census.unreadable(with: keys) == 1)
                #expect(census.unreadable(with: nil) == 1)
                #expect(census.unreadable(with: try .example()) == 0)
            }
        }
    }

    private static func seal(in store: SQLiteStore) async throws -> (place: SecretPlace, fingerprint: Digest) {
        let workload = WorkloadName(account: try await store.ports.account(), kind: .worker, name: "hello")
        let fingerprint = try await store.ports.vault.seal(text, as: "TOKEN", of: workload)
        return (SecretPlace("TOKEN", of: workload), fingerprint)
    }
}
