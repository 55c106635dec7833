import FoundationEssentials
import ReleaseCore
import SQLiteAccess
import StoreExamples
import Testing

@testable import StoreSQLite

@Suite("An archive", .timeLimit(.minutes(1)))
struct CompanionArchiveTests {
    /// Stands for the tables of another module.
    private static func file(_ role: CompanionFile.Role) -> CompanionFile {
        CompanionFile(
            role,
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
    }

    @Test("brings companions back as they were, with their schema and indexes", arguments: CompanionFile.Role.allCases)
    func roundTrip(role: CompanionFile.Role) async throws {
        try await Self.withArchive(role) { location, archive in
            try location.execute(
                "DELETE FROM item; DROP INDEX item_shelf; PRAGMA user_version = 7",
                on: location.path(of: role)
            )
            _ = try await StoreRestore.run(archive, to: location, companions: [Self.file(role)], at: .example())
            #expect(
                try location.integer("SELECT count(*) FROM item WHERE name = 'kept'", in: location.path(of: role)) == 1
            )
            #expect(
                try location.integer("SELECT count(*) FROM pragma_index_list('item')", in: location.path(of: role)) == 1
            )
            #expect(try location.integer("PRAGMA user_version", in: location.path(of: role)) == 1)
            let strays = "SELECT count(*) FROM sqlite_master WHERE name IN ('item', 'shelf', '\(role.versionTable)')"
            #expect(try location.integer(strays, in: location.releases) == 0)
            #expect(try await StoreCheck.run(location).problems == [])
        }
    }

    @Test("without companions leaves a home without any", arguments: CompanionFile.Role.allCases)
    func empties(role: CompanionFile.Role) async throws {
        try await TestHome.with { location in
            let archive = "\(location.home).backup"
            try await SQLiteStore.with(location) { store in
                _ = try await store.ports.publish()
                _ = try await StoreBackup.make(of: location, to: archive, companions: [Self.file(role)], at: .example())
            }
            _ = try await StoreRestore.run(archive, to: location, companions: [Self.file(role)], at: .example())
            #expect(!FileSystem.exists(location.path(of: role)))
            try await Self.fill(role, location)
            _ = try await StoreRestore.run(archive, to: location, companions: [Self.file(role)], at: .example())
            #expect(try location.integer("SELECT count(*) FROM item", in: location.path(of: role)) == 0)
            #expect(try location.integer("PRAGMA user_version", in: location.path(of: role)) == 1)
        }
    }

    @Test("is neither made nor put back by who does not know its companions", arguments: CompanionFile.Role.allCases)
    func refusesUnknown(role: CompanionFile.Role) async throws {
        try await Self.withArchive(role) { location, archive in
            let made = await #expect(throws: ReleaseError.self) {
                try await StoreBackup.make(of: location, to: "\(archive).2", at: .example())
            }
            let restored = await #expect(throws: ReleaseError.self) {
                try await StoreRestore.run(archive, to: location, at: .example())
            }
            #expect(made.name == "schemaTooNew" && restored.name == "schemaTooNew")
            #expect(!FileSystem.exists("\(archive).2"))
            let count = try location.integer("SELECT count(*) FROM item", in: location.path(of: role))
            #expect(count == 1)
        }
    }

    @Test("is refused when a value of its companions was changed", arguments: CompanionFile.Role.allCases)
    func refusesForged(role: CompanionFile.Role) async throws {
        try await Self.withArchive(role) { location, archive in
            try location.execute("UPDATE item SET name = 'forged'", on: archive)
            let refusal = await #expect(throws: ReleaseError.self) {
                try await StoreRestore.run(archive, to: location, companions: [Self.file(role)], at: .example())
            }
            #expect(refusal.name == "storeCorrupt")
        }
    }

    /// Runs the body with a home that has a companion, and an archive of it.
    private static func withArchive(
        _ role: CompanionFile.Role,
        _ body: (StoreLocation, String) async throws -> Void
    ) async throws {
        try await TestHome.with { location in
            let archive = "\(location.home).backup"
            try await SQLiteStore.with(location) { store in
                _ = try await store.ports.publish()
                try await fill(role, location)
                _ = try await StoreBackup.make(of: location, to: archive, companions: [file(role)], at: .example())
            }
            try await body(location, archive)
        }
    }

    private static func fill(_ role: CompanionFile.Role, _ location: StoreLocation) async throws {
        let database = Database(label: "test")
        try await database.open(location.path(of: role), access: .readWrite, schema: file(role).schema)
        try await database.write("fill") { (connection) throws(StoreFailure) in
            _ = try connection.run("INSERT INTO item (shelf, name) VALUES (1, 'kept')")
        }
        await database.close()
    }
}
