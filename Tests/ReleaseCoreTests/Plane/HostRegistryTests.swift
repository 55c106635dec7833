import CSQLite
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@Suite("The registry of hosts", .timeLimit(.minutes(1)))
struct HostRegistryTests {
    private func createAlias(_ alias: String, of worker: String, _ bench: Bench) async throws {
        let version = try await bench.plane.version(.newest, of: try await bench.workload(worker))
        _ = try await bench.plane.createAlias(
            try Alias.Name(alias),
            of: bench.name(worker),
            routing: Routing(split: TrafficSplit(allTo: version.id)),
            record: .example()
        )
    }

    private func refusesHost(
        _ bench: Bench,
        label: String,
        owner: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async throws {
        let error = try await bench.refuses("hostTaken", sourceLocation: sourceLocation, body)
        let isTold = if case .hostTaken(label: label, owner: owner) = error { true } else { false }
        #expect(isTold, "\(String(describing: error))", sourceLocation: sourceLocation)
    }

    @Test("refuses a worker named like a version's preview, and its other reading")
    func workerAgainstVersion() async throws {
        try await Bench.run { bench in
            bench.world.nextIdentities(beginWith: "00000001", "00000002", "DEADBEEF")
            let version = try await bench.upload("one").value.version
            #expect(version.id.prefix == "deadbeef")
            try await refusesHost(bench, label: "deadbeef-hello", owner: "version 1 of worker hello") {
                try await bench.upload("x", to: "deadbeef-hello")
            }
            try await bench.upload("x", to: "deadbeef-hell")
            _ = try await bench.plane.deleteVersion(.number(1), of: bench.name(), record: .example())
            try await refusesHost(bench, label: "deadbeef-hello", owner: "version 1 of worker hello") {
                try await bench.upload("x", to: "deadbeef-hello")
            }
        }
    }

    @Test("gives a version another identity when its preview host is a worker's, an alias's or a version's")
    func versionAgainstOthers() async throws {
        try await Bench.run { bench in
            try await bench.upload("x", to: "deadbeef-hello")
            try await bench.upload("x", to: "app")
            try await createAlias("feedface-my", of: "app", bench)
            bench.world.nextIdentities(beginWith: "00000001", "00000002", "DEADBEEF", "0DDBA115")
            #expect(try await bench.upload("one").value.version.id.prefix == "0ddba115")
            bench.world.nextIdentities(beginWith: "0DDBA115", "CAFEBABE")
            #expect(try await bench.upload("two").value.version.id.prefix == "cafebabe")
            bench.world.nextIdentities(beginWith: "00000003", "00000004", "FEEDFACE", "C0FFEE00")
            #expect(try await bench.upload("one", to: "my-app").value.version.id.prefix == "c0ffee00")
        }
    }

    @Test("refuses an alias whose host is a worker's")
    func aliasAgainstWorker() async throws {
        try await Bench.run { bench in
            try await bench.versions(1, of: "hello")
            try await bench.versions(1, of: "staging-hello")
            try await refusesHost(bench, label: "staging-hello", owner: "worker staging-hello") {
                try await createAlias("staging", of: "hello", bench)
            }
        }
    }

    @Test("refuses a worker whose host is an alias's, and allows it once the alias is gone")
    func workerAgainstAlias() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            try await createAlias("staging", of: "hello", bench)
            try await refusesHost(bench, label: "staging-hello", owner: "alias staging of worker hello") {
                try await bench.upload("x", to: "staging-hello")
            }
            _ = try await bench.plane.deleteAlias(Alias.Name("staging"), of: bench.name(), record: .example())
            try await bench.upload("x", to: "staging-hello")
        }
    }

    @Test("refuses an alias whose host is another worker's alias's, in both directions", arguments: [true, false])
    func aliasAgainstAlias(isFirst: Bool) async throws {
        try await Bench.run { bench in
            try await bench.versions(1, of: "b-c")
            try await bench.versions(1, of: "c")
            let (first, second) = isFirst ? (("a", "b-c"), ("a-b", "c")) : (("a-b", "c"), ("a", "b-c"))
            try await createAlias(first.0, of: first.1, bench)
            try await refusesHost(bench, label: "a-b-c", owner: "alias \(first.0) of worker \(first.1)") {
                try await createAlias(second.0, of: second.1, bench)
            }
        }
    }

    @Test("refuses an alias whose host is another worker's version's")
    func aliasAgainstVersion() async throws {
        try await Bench.run { bench in
            bench.world.nextIdentities(beginWith: "00000001", "00000002", "DEADBEEF")
            try await bench.upload("x", to: "my-app")
            try await bench.upload("x", to: "app")
            try await refusesHost(bench, label: "deadbeef-my-app", owner: "version 1 of worker my-app") {
                try await createAlias("deadbeef-my", of: "app", bench)
            }
        }
    }

    @Test("is one for all accounts, and tells none what another has")
    func accounts() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let stranger = Account.ID.example(9)
            try addAccount(stranger, to: bench)
            try await refusesHost(bench, label: "hello", owner: "a worker of another account") {
                try await bench.upload("x", to: "hello", of: stranger)
            }
            try await bench.upload("x", to: "other", of: stranger)
            try await refusesHost(bench, label: "other", owner: "a worker of another account") {
                try await bench.upload("x", to: "other")
            }
        }
    }

    /// Writes an account into the store's file, since no use case makes one yet.
    private func addAccount(_ id: Account.ID, to bench: Bench) throws {
        var connection: OpaquePointer?
        defer { sqlite3_close(connection) }
        try #require(sqlite3_open(bench.home.releases, &connection) == SQLITE_OK)
        let hex = id.description.filter { $0 != "-" }
        let statement = "PRAGMA busy_timeout = 5000; INSERT INTO account (id, name) VALUES (x'\(hex)', 'stranger')"
        try #require(sqlite3_exec(connection, statement, nil, nil, nil) == SQLITE_OK)
    }

    @Test("lets one of two through that would take the same host at once")
    func concurrent() async throws {
        try await Bench.run { bench in
            for worker in ["b-c", "c"] { try await bench.versions(1, of: worker) }
            var made = 0
            await withTaskGroup(of: Bool.self) { group in
                group.addTask { await Self.succeeds { try await createAlias("a", of: "b-c", bench) } }
                group.addTask { await Self.succeeds { try await createAlias("a-b", of: "c", bench) } }
                group.addTask { await Self.succeeds { try await bench.upload("x", to: "a-b-c") } }
                for await succeeded in group where succeeded { made += 1 }
            }
            #expect(made == 1)
        }
    }

    private static func succeeds(_ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
            return true
        } catch ReleaseError.hostTaken {
            return false
        } catch {
            Issue.record(error)
            return false
        }
    }
}
