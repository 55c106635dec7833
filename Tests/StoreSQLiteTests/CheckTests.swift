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
        Damage("UPDATE deployment SET sequence = sequence + 9", .numberWrong),
        Damage("UPDATE deployment SET alias = randomblob(16)", .referenceBroken),
        Damage("DELETE FROM version WHERE number = 1", .referenceBroken),
        Damage("UPDATE setting SET name = 'unheard-of'", .rowUnreadable),
        Damage("UPDATE token SET scopes = 'everything'", .rowUnreadable),
        Damage("UPDATE trigger_source SET kind = 'telepathy'", .rowUnreadable),
        Damage("UPDATE trigger_source SET alias = 'LATEST' WHERE alias IS NOT NULL", .rowUnreadable),
        Damage("UPDATE trigger_source SET alias = 'elsewhere' WHERE alias IS NOT NULL", .referenceBroken),
        Damage("UPDATE trigger_source SET version = randomblob(16) WHERE version IS NOT NULL", .referenceBroken),
        Damage("UPDATE trigger_source SET workload = randomblob(16)", .referenceBroken),
        Damage("DELETE FROM secret", .secretMissing),
        Damage("UPDATE secret SET fingerprint = randomblob(32)", .secretMissing),
        Damage("UPDATE secret SET name = 'OTHER'", .secretMissing),
        Damage("UPDATE secret SET sealed = randomblob(length(sealed))", .secretUnreadable),
        Damage("UPDATE secret SET key = 'b'", .secretUnreadable),
        Damage("UPDATE secret SET key = 'z'", .secretUnreadable),
        Damage("UPDATE secret SET kind = 'telepathy'", .rowUnreadable),
        Damage("DELETE FROM snapshot_secret", .referenceBroken),
        Damage("UPDATE draft SET snapshot = randomblob(32)", .snapshotMissing),
        Damage("UPDATE draft SET workload = randomblob(16)", .referenceBroken),
        Damage("UPDATE access_key SET account = randomblob(16)", .referenceBroken),
        Damage("UPDATE access_key SET sealed = randomblob(length(sealed))", .secretUnreadable),
        Damage("UPDATE access_key SET key = 'z'", .secretUnreadable),
        Damage("UPDATE access_key SET id = 'a b'", .rowUnreadable),
        Damage("UPDATE access_key SET scopes = 'everything'", .rowUnreadable),
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
            let report = try await StoreCheck.run(location, keys: .example())
            #expect(report.problems == [])
            #expect((report.revisions, report.events) == (8, 11))
            #expect((report.workloads, report.versions, report.deployments) == (1, 2, 2))
            #expect((report.snapshots, report.blobs) == (2, 2))
            #expect((report.triggers, report.secrets, report.accessKeys) == (2, 1, 1))
        }
    }

    @Test("reports every kind of damage", arguments: damages)
    func reports(_ damage: Damage) async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in try await Self.fill(store) }
            try location.execute(damage.script, on: damage.isInBlobs ? location.blobs : location.releases)
            let report = try await StoreCheck.run(location, keys: .example())
            #expect(report.problems.map(\.code).contains(damage.code), "\(report.problems)")
        }
    }

    @Test("reports secrets whose keys are not those at hand, and looks no further without any")
    func reportsForeignKeys() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in try await Self.fill(store) }
            #expect(try await StoreCheck.run(location).problems == [])
            let foreign = try await StoreCheck.run(location, keys: .example(current: "b", among: ["b"]))
            #expect(foreign.problems.map(\.code) == [.secretUnreadable, .secretUnreadable])
            #expect(foreign.problems.map(\.subject) == ["secret TOKEN of worker hello", "access key LTAIexample"])
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

    /// An identity that tests know.
    static let exampleID = UUID(uuid: (1, 2, 3, 4, 5, 6, 0x40, 8, 0x80, 10, 11, 12, 13, 14, 15, 16))

    /// Two versions of which one has a secret, one hidden deployment and one of both, settings, triggers, a draft, a token
    /// and an access key.
    static func fill(_ store: SQLiteStore) async throws {
        let ports = try store.ports
        let worker = try await ports.publish(code: "first")
        let secret = try await ports.vault.seal("hunter2", as: "TOKEN", of: WorkloadName(worker.workload))
        let second = try await ports.publish(
            2,
            of: worker.workload,
            code: "second",
            bindings: [try Binding(name: "TOKEN", value: .secret(secret))],
            verbatim: #"{"sent":"so"}"#
        )
        let first = try await ports.deploy(worker.version, on: worker.alias)
        let split = try TrafficSplit([
            .init(.version(worker.version.id), slots: 60_000), .init(.version(second.id), slots: 40_000),
        ])
        _ = try await store.commit(
            .example(.deploymentMade(.example(split, on: worker.alias, sequence: 2))),
            expecting: Expectations()
        )
        _ = try await store.commit(.example(.deploymentHidden(first)), expecting: Expectations())
        let triggers = [
            Trigger.example(.host("hello.example"), of: worker.workload),
            .example(.host("first.example"), of: worker.workload, target: .version(worker.version.id)),
        ]
        _ = try await store.commit(
            .example(.triggersSet(worker.workload.id, .host, triggers)),
            expecting: Expectations()
        )
        _ = try await store.commit(
            .example(.settingChanged(worker.workload.id, .previews, value: "off")),
            expecting: Expectations()
        )
        let scope = Setting.Scope(target: "LATEST", component: "main")
        _ = try await store.commit(
            .example(
                .draftSaved(.example(of: worker.workload, second.snapshot)),
                .settingChanged(worker.workload.id, .previews, scope: scope, value: "on")
            ),
            expecting: Expectations()
        )
        try await store.insert(.example(account: worker.workload.account))
        try await ports.accessKeys.insert(.example(account: worker.workload.account))
        try await store.set(.protectReferencedVersions, to: .on, account: worker.workload.account)
        let move = FlowMove(from: worker.version.id, to: second.id, restores: first.id, keepsake: "[]")
        try await store.open(.example(account: worker.workload.account, action: .move(move), id: exampleID))
        try await store.record([.example(exampleID, second)])
    }
}
