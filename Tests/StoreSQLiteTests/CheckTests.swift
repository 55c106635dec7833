import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import StoreSQLite
import Testing

@Suite("A check", .timeLimit(.minutes(1)))
struct CheckTests {
    /// One way to damage a store, and what a check must say of it.
    struct Damage: Sendable, CustomTestStringConvertible {
        let script: String
        let isInBlobs: Bool
        let code: CheckProblem.Code

        init(_ script: String, inBlobs: Bool = false, _ code: CheckProblem.Code) {
            self.script = script
            isInBlobs = inBlobs
            self.code = code
        }

        var testDescription: String { script }
    }

    static let damages = [
        Damage("UPDATE account SET id = x'00'", .rowUnreadable),
        Damage("UPDATE workload SET name = 'Not A Host'", .rowUnreadable),
        Damage("UPDATE workload SET id = randomblob(16)", .referenceBroken),
        Damage("UPDATE version SET source = 'telepathy'", .rowUnreadable),
        Damage("UPDATE version SET provenance = '{'", .rowUnreadable),
        Damage("UPDATE version SET number = 7 WHERE number = 2", .numberWrong),
        Damage("UPDATE version SET snapshot = randomblob(32)", .snapshotMissing),
        Damage("UPDATE version SET workload = randomblob(16)", .referenceBroken),
        Damage("DELETE FROM counter", .referenceBroken),
        Damage("UPDATE alias SET name = 'LATEST'", .rowUnreadable),
        Damage("UPDATE alias SET deployment = NULL", .referenceBroken),
        Damage("UPDATE deployment SET routing = CAST(substr(routing, 1, length(routing) - 1) AS BLOB)", .rowUnreadable),
        Damage("UPDATE deployment SET routing = CAST(x'02' || substr(routing, 2) AS BLOB)", .rowUnreadable),
        Damage("UPDATE deployment SET sequence = sequence + 1", .numberWrong),
        Damage("UPDATE deployment SET alias = randomblob(16)", .referenceBroken),
        Damage("DELETE FROM version WHERE number = 1", .referenceBroken),
        Damage("UPDATE setting SET name = 'unheard-of'", .rowUnreadable),
        Damage("UPDATE token SET scopes = 'everything'", .rowUnreadable),
        Damage("UPDATE snapshot SET body = CAST(body || x'20' AS BLOB)", .snapshotDigestWrong),
        Damage("DELETE FROM snapshot_blob", .referenceBroken),
        Damage(
            "UPDATE event SET body = CAST(body || x'20' AS BLOB) WHERE revision = 1 AND position = 0",
            .eventDigestWrong
        ),
        Damage("UPDATE event SET digest = randomblob(32) WHERE revision = 1 AND position = 0", .chainBroken),
        Damage("DELETE FROM event WHERE revision = 1 AND position = 0", .chainBroken),
        Damage("UPDATE revision SET chain = randomblob(32) WHERE number = 2", .chainBroken),
        Damage("DELETE FROM event WHERE revision = 2; DELETE FROM revision WHERE number = 2", .revisionMissing),
        Damage("UPDATE head SET revision = revision + 1", .headWrong),
        Damage("UPDATE head SET epoch = 9", .headWrong),
        Damage("UPDATE chunk SET bytes = CAST(x'00' || bytes AS BLOB)", inBlobs: true, .blobDigestWrong),
        Damage("UPDATE blob SET size = size + 1", inBlobs: true, .blobDigestWrong),
        Damage("UPDATE blob SET digest = randomblob(32)", inBlobs: true, .blobMissing),
        Damage("DELETE FROM chunk; DELETE FROM blob", inBlobs: true, .blobMissing),
    ]

    @Test("of a store that was only used as meant finds nothing, running or not")
    func findsNothing() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                try await Self.fill(store)
                #expect(try await StoreCheck.run(location).problems == [])
            }
            let report = try await StoreCheck.run(location)
            #expect(report.problems == [])
            #expect((report.revisions, report.events) == (4, 6))
            #expect((report.workloads, report.versions, report.deployments) == (1, 2, 1))
            #expect((report.snapshots, report.blobs) == (2, 2))
        }
    }

    @Test("reports every kind of damage", arguments: damages)
    func reports(_ damage: Damage) async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in try await Self.fill(store) }
            try location.execute(damage.script, on: damage.isInBlobs ? location.blobs : location.releases)
            let report = try await StoreCheck.run(location)
            #expect(report.problems.map(\.code).contains(damage.code), "\(report.problems)")
        }
    }

    @Test("reports a page that was overwritten")
    func reportsDamagedPage() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in try await Self.fill(store) }
            let page = try location.integer(
                "SELECT rootpage FROM sqlite_master WHERE name = 'version_live'",
                in: location.releases
            )
            var bytes = try Data(contentsOf: URL(filePath: location.releases))
            let start = (try #require(page) - 1) * 4_096
            bytes.replaceSubrange(start..<start + 4_096, with: Data(repeating: 0xA5, count: 4_096))
            try bytes.write(to: URL(filePath: location.releases))
            let report = try await StoreCheck.run(location)
            #expect(report.problems.map(\.code).contains(.fileDamaged), "\(report.problems)")
        }
    }

    /// Two versions, one deployment of both with a rule, a setting and a token.
    static func fill(_ store: SQLiteStore) async throws {
        let ports = store.ports
        let worker = try await ports.publish(code: "first")
        let second = try await ports.publish(2, of: worker.workload, code: "second")
        let split = try TrafficSplit([
            .init(.version(worker.version.id), slots: 60_000), .init(.version(second.id), slots: 40_000),
        ])
        _ = try await store.commit(
            .example(.deploymentMade(.example(split, on: worker.alias))),
            expecting: Expectations()
        )
        _ = try await store.commit(
            .example(.settingChanged(worker.workload.id, .previews, value: "off")),
            expecting: Expectations()
        )
        try await store.insert(.example(account: worker.workload.account))
    }
}
