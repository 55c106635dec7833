import Foundation
import ReleaseCore
import ReleaseModel
import StoreExamples
import StoreSQLite
import Testing

@Suite("A backup", .timeLimit(.minutes(1)))
struct ArchiveTests {
    @Test("brings a store back as it was, in a new epoch above all that was issued since")
    func roundTrip() async throws {
        try await TestHome.with { location in
            let archive = "\(location.home).backup"
            let (before, issuedAfter, revoked) = try await SQLiteStore.with(location) { store in
                try await CheckTests.fill(store)
                let head = try await StoreBackup.make(of: location, to: archive, at: .example())
                #expect(try await store.head() == head)
                let worker = try #require(try await store.workers(named: "hello").first)
                let third = try await store.ports.publish(3, of: worker, code: "third")
                let later = try await store.ports.publish("later")
                let token = try #require(try await store.tokens(of: worker.account, page: PageRequest()).items.first)
                #expect(try await store.revokeToken(token.id, at: .example(9)))
                let key = try OpenedAccessKey.example(account: worker.account).key.id
                let keys = try store.ports.accessKeys
                #expect(try await keys.accessKey(key)?.key.isRevoked == false)
                #expect(try await keys.revokeAccessKey(key, of: worker.account, at: .example(9)))
                return (head, [third, later.version], token)
            }
            let lost = try await SQLiteStore.with(location) { store in try await store.head() }

            let restored = try await StoreRestore.run(archive, to: location, at: .example(10))

            #expect(restored.epoch == before.epoch + 1)
            #expect(restored.revision == lost.revision.next)
            try await SQLiteStore.with(location) { store in
                #expect(try await store.head() == restored)
                let worker = try #require(try await store.workers(named: "hello").first)
                #expect(try await store.versions(of: worker.id, page: PageRequest()).items.map(\.number) == [2, 1])
                #expect(try await store.version(issuedAfter[0].id) == nil)
                #expect(try await store.workers(named: "later").isEmpty)
                #expect(try await store.highestNumber(under: WorkloadName(worker)) == 3)
                #expect(try await store.lastChange(of: worker.id) == restored.revision)
                let token = try await store.token(hash: revoked.hash)
                #expect(token?.revokedAt == .example(9))
                let example = try OpenedAccessKey.example(account: worker.account)
                let key = try #require(try await store.ports.accessKeys.accessKey(example.key.id))
                #expect(key.secret == example.secret)
                #expect(key.key.revokedAt == .example(9))
                let code = Array("first".utf8)
                #expect(try await store.blobs.read(Digest(sha256: code), account: worker.account) == code)
                _ = try await store.ports.publish(4, of: worker)
                #expect(try await store.head().revision == restored.revision.next)
            }
            #expect(try await StoreCheck.run(location).problems == [])
        }
    }

    @Test("on a fresh machine lets every number leap, of known names and unknown ones")
    func freshMachine() async throws {
        try await TestHome.with { location in
            let fresh = StoreLocation(home: "\(location.home)-fresh")
            let archive = "\(location.home).backup"
            let head = try await SQLiteStore.with(location) { store in
                try await CheckTests.fill(store)
                return try await StoreBackup.make(of: location, to: archive, at: .example())
            }
            // A server has run on the fresh machine already; its store knows nothing of the archived one.
            try await SQLiteStore.with(fresh) { store in _ = try await store.ports.publish("other") }

            let restored = try await StoreRestore.run(archive, to: fresh, at: .example())

            #expect(restored.epoch == head.epoch + 1)
            #expect(restored.revision.number == head.revision.number + StoreRestore.leap + 1)
            try await SQLiteStore.with(fresh) { store in
                let worker = try #require(try await store.workers(named: "hello").first)
                #expect(try await store.highestNumber(under: WorkloadName(worker)) == 2 + StoreRestore.leap)
                let unknown = WorkloadName(account: worker.account, kind: .worker, name: "lost")
                #expect(try await store.highestNumber(under: unknown) == StoreRestore.leap)
            }
            #expect(try await StoreCheck.run(fresh).problems == [])
        }
    }

    @Test("holds the keys of its secrets only if asked, and brings them back for their owner alone")
    func bringsKeysBack() async throws {
        try await TestHome.with { location in
            let (apart, included) = ("\(location.home).apart", "\(location.home).included")
            let keys = Array("the content of the file".utf8)
            try await SQLiteStore.with(location) { store in
                try await CheckTests.fill(store)
                _ = try await StoreBackup.make(of: location, to: apart, at: .example())
                _ = try await StoreBackup.make(of: location, to: included, at: .example(), keys: keys)
            }
            let archive = try Data(contentsOf: URL(filePath: apart))
            #expect(archive.firstRange(of: Data(keys)) == nil && archive.firstRange(of: Data("hunter2".utf8)) == nil)

            let fresh = StoreLocation(home: "\(location.home)-fresh")
            _ = try await StoreRestore.run(apart, to: fresh, at: .example())
            #expect(!FileManager.default.fileExists(atPath: fresh.secretKeys))
            _ = try await StoreRestore.run(included, to: fresh, at: .example())
            #expect(try Data(contentsOf: URL(filePath: fresh.secretKeys)) == Data(keys))
            let attributes = try FileManager.default.attributesOfItem(atPath: fresh.secretKeys)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            #expect(try await StoreCheck.run(fresh, keys: .example()).problems == [])
            let tables = "SELECT count(*) FROM sqlite_master WHERE name = 'secret_keys'"
            #expect(try location.integer(tables, in: fresh.releases) == 0)
            // Without keys in the archive, those that are there may be the right ones.
            _ = try await StoreRestore.run(apart, to: fresh, at: .example())
            #expect(try Data(contentsOf: URL(filePath: fresh.secretKeys)) == Data(keys))
        }
    }

    @Test("is refused when damaged, and the store stays as it was", arguments: [0.02, 0.2, 0.4, 0.6, 0.8, 0.95])
    func refusesDamage(at place: Double) async throws {
        try await TestHome.with { location in
            let archive = "\(location.home).backup"
            let head = try await SQLiteStore.with(location) { store in
                try await CheckTests.fill(store)
                _ = try await StoreBackup.make(of: location, to: archive, at: .example())
                return try await store.head()
            }
            var bytes = try Data(contentsOf: URL(filePath: archive))
            let page = Int(Double(bytes.count) * place) / 4_096 * 4_096
            bytes.replaceSubrange(page..<page + 4_096, with: Data(repeating: 0x5A, count: 4_096))
            try bytes.write(to: URL(filePath: archive))

            let error = await #expect(throws: ReleaseError.self) {
                try await StoreRestore.run(archive, to: location, at: .example())
            }
            #expect(error.name == "storeCorrupt")
            #expect(try await SQLiteStore.with(location) { store in try await store.head() } == head)
        }
    }

    @Test("is refused when a single value was changed")
    func refusesChangedValue() async throws {
        try await TestHome.with { location in
            let archive = "\(location.home).backup"
            try await SQLiteStore.with(location) { store in
                try await CheckTests.fill(store)
                _ = try await StoreBackup.make(of: location, to: archive, at: .example())
            }
            try location.execute("UPDATE version SET message = 'forged' WHERE number = 1", on: archive)
            let error = await #expect(throws: ReleaseError.self) {
                try await StoreRestore.run(archive, to: location, at: .example())
            }
            #expect(error.name == "storeCorrupt")
        }
    }

    @Test("is refused by a home in use, and by a file that is there already")
    func refusesUse() async throws {
        try await TestHome.with { location in
            let archive = "\(location.home).backup"
            try await SQLiteStore.with(location) { store in
                let server = try HomeLock.server(at: location)
                defer { extendLifetime(server) }
                _ = try await StoreBackup.make(of: location, to: archive, at: .example())
                await #expect(throws: ReleaseError.self) {
                    try await StoreRestore.run(archive, to: location, at: .example())
                }
                await #expect(throws: ReleaseError.self) {
                    try await StoreBackup.make(of: location, to: archive, at: .example())
                }
                #expect(try await store.head().epoch == 1)
            }
        }
    }

    @Test("is consistent while others write")
    func isConsistentWhileWriting() async throws {
        try await TestHome.with { location in
            let archive = "\(location.home).backup"
            try await SQLiteStore.with(location) { store in
                let worker = try await store.ports.publish()
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        for number in 2...40 {
                            _ = try await store.ports.publish(number, of: worker.workload, code: "code \(number)")
                        }
                    }
                    group.addTask { _ = try await StoreBackup.make(of: location, to: archive, at: .example()) }
                    try await group.waitForAll()
                }
            }
            _ = try await StoreRestore.run(archive, to: location, at: .example())
            let report = try await StoreCheck.run(location)
            #expect(report.problems == [])
        }
    }
}
