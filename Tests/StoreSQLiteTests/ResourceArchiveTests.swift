import FoundationEssentials
import ReleaseCore
import SQLiteAccess
import StoreExamples
import Testing

@testable import StoreSQLite

@Suite("An archive", .timeLimit(.minutes(1)))
struct ResourceArchiveTests {
    /// Stands for the tables of another module.
    private static let layout = ResourceLayout(
        schema: Schema(steps: [
            """
            CREATE TABLE shelf (id INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE item (id INTEGER PRIMARY KEY, shelf INTEGER NOT NULL REFERENCES shelf, name TEXT) STRICT;
            CREATE INDEX item_shelf ON item (shelf);
            INSERT INTO shelf (id) VALUES (1);
            """
        ]),
        tables: ["item", "shelf"]
    )

    @Test("brings resources back as they were, with their schema and indexes")
    func roundTrip() async throws {
        try await Self.withArchive { location, archive in
            try location.execute(
                "DELETE FROM item; DROP INDEX item_shelf; PRAGMA user_version = 7",
                on: location.resources
            )
            _ = try await StoreRestore.run(archive, to: location, resources: Self.layout, at: .example())
            #expect(try location.integer("SELECT count(*) FROM item WHERE name = 'kept'", in: location.resources) == 1)
            #expect(try location.integer("SELECT count(*) FROM pragma_index_list('item')", in: location.resources) == 1)
            #expect(try location.integer("PRAGMA user_version", in: location.resources) == 1)
            let strays = "SELECT count(*) FROM sqlite_master WHERE name IN ('item', 'shelf', 'resource_schema')"
            #expect(try location.integer(strays, in: location.releases) == 0)
            #expect(try await StoreCheck.run(location).problems == [])
        }
    }

    @Test("without resources leaves a home without any")
    func emptiesResources() async throws {
        try await TestHome.with { location in
            let archive = "\(location.home).backup"
            try await SQLiteStore.with(location) { store in
                _ = try await store.ports.publish()
                _ = try await StoreBackup.make(of: location, to: archive, resources: Self.layout, at: .example())
            }
            _ = try await StoreRestore.run(archive, to: location, resources: Self.layout, at: .example())
            #expect(!FileSystem.exists(location.resources))
            try await Self.fill(location)
            _ = try await StoreRestore.run(archive, to: location, resources: Self.layout, at: .example())
            #expect(try location.integer("SELECT count(*) FROM item", in: location.resources) == 0)
            #expect(try location.integer("PRAGMA user_version", in: location.resources) == 1)
        }
    }

    @Test("is neither made nor put back by who does not know its resources")
    func refusesUnknown() async throws {
        try await Self.withArchive { location, archive in
            let made = await #expect(throws: ReleaseError.self) {
                try await StoreBackup.make(of: location, to: "\(archive).2", at: .example())
            }
            let restored = await #expect(throws: ReleaseError.self) {
                try await StoreRestore.run(archive, to: location, at: .example())
            }
            #expect(made.name == "schemaTooNew" && restored.name == "schemaTooNew")
            #expect(!FileSystem.exists("\(archive).2"))
            let count = try location.integer("SELECT count(*) FROM item", in: location.resources)
            #expect(count == 1)
        }
    }

    @Test("is refused when a value of its resources was changed")
    func refusesForged() async throws {
        try await Self.withArchive { location, archive in
            try location.execute("UPDATE item SET name = 'forged'", on: archive)
            let refusal = await #expect(throws: ReleaseError.self) {
                try await StoreRestore.run(archive, to: location, resources: Self.layout, at: .example())
            }
            #expect(refusal.name == "storeCorrupt")
        }
    }

    /// Runs the body with a home that has resources, and an archive of it.
    private static func withArchive(_ body: (StoreLocation, String) async throws -> Void) async throws {
        try await TestHome.with { location in
            let archive = "\(location.home).backup"
            try await SQLiteStore.with(location) { store in
                _ = try await store.ports.publish()
                try await fill(location)
                _ = try await StoreBackup.make(of: location, to: archive, resources: layout, at: .example())
            }
            try await body(location, archive)
        }
    }

    private static func fill(_ location: StoreLocation) async throws {
        let database = Database(label: "test")
        try await database.open(location.resources, access: .readWrite, schema: layout.schema)
        try await database.write("fill") { (connection) throws(StoreFailure) in
            _ = try connection.run("INSERT INTO item (shelf, name) VALUES (1, 'kept')")
        }
        await database.close()
    }
}
