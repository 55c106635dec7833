import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess
import StoreExamples
import Testing

@testable import StoreSQLite

@Suite("A schema", .timeLimit(.minutes(1)))
struct SchemaTests {
    @Test("of every released version opens and reads back whole", arguments: 1...Schema.release.version)
    func opensReleased(version: Int) async throws {
        try await TestHome.with { location in
            try Self.loadFixture(version, at: location)
            try await SQLiteStore.with(location) { store in
                let worker = try #require(try await store.workers(named: "hello").first)
                let versions = try await store.versions(of: worker.id, page: PageRequest()).items
                #expect(versions.map(\.number) == [2, 1])
                #expect(versions.allSatisfy { $0.provenance?.repository == "ada/hello" })
                let alias = try #require(try await store.alias(.production, of: worker.id))
                let deployment = try #require(
                    try await store.deployments(of: alias.id, page: PageRequest()).items.first
                )
                #expect(deployment.routing.split.shares.map(\.slots) == [60_000, 40_000])
                let code = Array("first".utf8)
                #expect(try await store.blobs.read(Digest(sha256: code), account: worker.account) == code)
                if version >= 2 { try await Self.expectSchema2(worker, in: store) }
                if version >= 3 { try await Self.expectSchema3(worker, in: store) }
                if version >= 4 { try await Self.expectSchema4(worker, in: store) }
                _ = try await store.ports.publish(3, of: worker)
            }
            #expect(try await StoreCheck.run(location, keys: .example()).problems == [])
        }
    }

    private static func expectSchema2(_ worker: Workload, in store: SQLiteStore) async throws {
        let second = try #require(try await store.versions(of: worker.id, matching: .number(2), limit: 1).first)
        #expect(second.verbatim == #"{"sent":"so"}"#)
        let hosts = ["first.example", "hello.example"]
        #expect(try await store.triggers(of: worker.id).map(\.source) == hosts.map { .host($0) })
        let snapshot = try #require(try await store.snapshot(second.snapshot, account: worker.account)).snapshot
        let secret = try #require(snapshot.secrets.first)
        let vault = store.vault(keys: try .example())
        #expect(try await vault.open(secret, as: "TOKEN", of: WorkloadName(worker)) == "hunter2")
        let alias = try #require(try await store.alias(.production, of: worker.id))
        let history = try await store.deployments(of: alias.id, page: PageRequest()).items
        #expect(history.map(\.isHidden) == [false, true])
    }

    private static func expectSchema3(_ worker: Workload, in store: SQLiteStore) async throws {
        let second = try #require(try await store.versions(of: worker.id, matching: .number(2), limit: 1).first)
        #expect(try await store.draft(of: worker.id) == .example(of: worker, second.snapshot))
        let settings = try await store.settings(of: worker.id)
        #expect(Set(settings.map(\.scope)) == [.workload, Setting.Scope(target: "LATEST", component: "main")])
        let example = try OpenedAccessKey.example(account: worker.account)
        let key = try #require(try await store.ports.accessKeys.accessKey(example.key.id))
        #expect(key.key == example.key)
        #expect(key.secret == example.secret)
        let setting = try await store.state(of: .protectReferencedVersions, account: worker.account)
        #expect(setting == .on)
    }

    private static func expectSchema4(_ worker: Workload, in store: SQLiteStore) async throws {
        let intent = try #require(try await store.intents().first)
        #expect(intent.id.uuid == CheckTests.exampleID)
        #expect(intent.flow.name == "etl/nightly")
        guard case .move(let move) = intent.action else {
            Issue.record("\(intent.action)")
            return
        }
        let second = try #require(try await store.version(move.to))
        #expect(second.number == 2)
        #expect(try await store.pickups(of: second.id, limit: 2) == [.example(CheckTests.exampleID, second)])
    }

    @Test("that is newer than this program is refused, and the file stays as it was")
    func refusesNewer() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in _ = try await store.ports.publish() }
            let newer = Schema.release.version + 1
            try location.execute("PRAGMA user_version = \(newer)", on: location.releases)
            for open in [
                { _ = try await SQLiteStore.open(home: location) },
                { _ = try await SQLiteRouteReader.open(home: location) },
                { _ = try await StoreCheck.run(location) },
            ] as [() async throws -> Void] {
                let error = await #expect(throws: ReleaseError.self) { try await open() }
                guard case .schemaTooNew(newer, Schema.release.version) = error else {
                    Issue.record("\(error.name)")
                    continue
                }
            }
            #expect(try location.integer("PRAGMA user_version", in: location.releases) == newer)
        }
    }

    @Test("that is older is migrated, after a copy of the file was put beside it")
    func migratesOlder() async throws {
        try await TestHome.with { location in
            try Self.loadFixture(1, at: location)
            let next = Schema(steps: Schema.release.steps + ["CREATE TABLE novelty (id INTEGER PRIMARY KEY) STRICT"])
            let database = Database(label: "test")
            try await database.open(location.releases, access: .readWrite, schema: next)
            await database.close()
            let copy = "\(location.releases).schema-1"
            #expect(try location.integer("PRAGMA user_version", in: location.releases) == next.version)
            #expect(try location.integer("SELECT count(*) FROM novelty", in: location.releases) == 0)
            #expect(try location.integer("PRAGMA user_version", in: copy) == 1)
            #expect(try location.integer("SELECT count(*) FROM version", in: copy) == 2)
        }
    }

    @Test("whose migration fails stays as it was")
    func keepsOldWhenFailing() async throws {
        try await TestHome.with { location in
            try Self.loadFixture(1, at: location)
            let broken = Schema(steps: Schema.release.steps + ["DROP TABLE setting; SELECT nonsense"])
            let database = Database(label: "test")
            await #expect(throws: ReleaseError.self) {
                try await database.open(location.releases, access: .readWrite, schema: broken)
            }
            await database.close()
            try await SQLiteStore.with(location) { store in
                let worker = try #require(try await store.workers(named: "hello").first)
                #expect(try await store.settings(of: worker.id).count == 1)
            }
        }
    }

    /// The first step towards the fixture of a new schema; see `Fixtures/README.md`.
    @Test("is left as a fixture", .enabled(if: fixtureHome != nil))
    func makesFixture() async throws {
        let home = try #require(Self.fixtureHome)
        try await SQLiteStore.with(StoreLocation(home: home)) { store in try await CheckTests.fill(store) }
    }

    static let fixtureHome = ProcessInfo.processInfo.environment["SLUICE_FIXTURE_HOME"]

    /// Makes a home from the dumps of a released schema.
    private static func loadFixture(_ version: Int, at location: StoreLocation) throws {
        try location.prepare()
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
        for (name, path) in [("releases", location.releases), ("blobs", location.blobs)] {
            let dump = try String(contentsOf: folder.appending(path: "\(name)-\(version).sql"), encoding: .utf8)
            try location.execute(dump, on: path)
        }
    }
}
