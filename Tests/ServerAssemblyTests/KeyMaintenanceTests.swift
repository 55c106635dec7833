import Foundation
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@testable import ServerAssembly

@Suite("Maintenance of a home with secrets", .timeLimit(.minutes(1)))
struct KeyMaintenanceTests {
    @Test("backs up without the keys, and a restore says what does not open")
    func keepsKeysApart() async throws {
        try await Self.withHome { home, fresh in
            let backup = try await Maintenance(home: home.path).backup(to: "\(home.path).backup", keys: .apart)
            #expect(backup.sealedSecrets == 1 && backup.prefect == nil)
            let restored = try await Maintenance(home: fresh.path).restore(from: "\(home.path).backup", force: false)
            #expect(restored.unreadableSecrets == 1)
            #expect(try SecretKeyFile(fresh).load() == nil)
            #expect(try await Maintenance(home: fresh.path).check().problems.isEmpty)
            // A server that starts there has keys of its own, which open nothing of this.
            try SecretKeyFile(fresh).ensure()
            #expect(try await Maintenance(home: fresh.path).check().problems.map(\.code) == ["secret_unreadable"])
            // Its own keys put into the home open everything.
            let keys = try #require(try SecretKeyFile(home).contents())
            try PrivateFile.write(String(decoding: keys, as: UTF8.self), to: fresh.secretKeys)
            #expect(try await Maintenance(home: fresh.path).check().problems.isEmpty)
        }
    }

    @Test("backs up with the keys if asked, and a restore brings them back")
    func carriesKeys() async throws {
        try await Self.withHome { home, fresh in
            let file = "\(home.path).backup"
            // What a Prefect server keeps there is not backed up, which is said.
            try HomeFolder.makePrivate(home.prefect)
            let backup = try await Maintenance(home: home.path).backup(to: file, keys: .included)
            #expect(backup.sealedSecrets == 0 && backup.prefect == home.prefect)
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            let restored = try await Maintenance(home: fresh.path).restore(from: file, force: false)
            #expect(restored.unreadableSecrets == 0)
            #expect(try SecretKeyFile(fresh).contents() == SecretKeyFile(home).contents())
            let finding = try await Maintenance(home: fresh.path).check()
            #expect(finding.problems.isEmpty)
            #expect(finding.counts.contains { $0 == ("secrets", 1) })
        }
    }

    @Test("refuses to back up keys that are not there, and to use keys that others may read")
    func refusesKeys() async throws {
        try await Self.withHome { home, _ in
            let maintenance = Maintenance(home: home.path)
            let file = "\(home.path).backup"
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: home.secretKeys)
            for use in [
                { _ = try await maintenance.backup(to: file, keys: .included) }, { _ = try await maintenance.check() },
            ] {
                let failure = await #expect(throws: StartFailure.self) { try await use() }
                #expect(failure?.code == "secret_keys_exposed")
            }
            try FileManager.default.removeItem(atPath: home.secretKeys)
            let failure = await #expect(throws: StartFailure.self) {
                try await maintenance.backup(to: file, keys: .included)
            }
            #expect(failure?.code == "secret_keys_missing")
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    /// Runs the body with a home in which one secret is sealed, and a folder that does not exist yet.
    private static func withHome(_ body: (_ home: HomeFolder, _ fresh: HomeFolder) async throws -> Void) async throws {
        let folder = "/tmp/sluice-keys-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (home, fresh) = (HomeFolder("\(folder)/home"), HomeFolder("\(folder)/fresh"))
        try home.prepare()
        try SecretKeyFile(home).ensure()
        let store = try await SQLiteStore.open(home: home.store)
        let account = try #require(try await store.accounts().first)
        let workload = WorkloadName(account: account.id, kind: .worker, name: "hello")
        let keys = try #require(try SecretKeyFile(home).load())
        _ = try await store.vault(keys: keys).seal("text", as: "TOKEN", of: workload)
        await store.close()
        try await body(home, fresh)
    }
}
