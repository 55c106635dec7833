import FoundationEssentials
import ReleaseModel
import ResourceStorage
import SQLiteAccess
import Testing

@Suite("The upkeep of resources", .timeLimit(.minutes(1)))
struct UpkeepTests {
    @Test("counts what is there and finds nothing wrong with it, in use or not")
    func checksWhole() async throws {
        try await TestResources.withNamespace { store, namespace in
            try await store.kv.put(.example("a", metadata: "[]"), in: namespace, now: .example())
            try await store.kv.put(.example("b"), in: namespace, now: .example())
            let report = try await ResourceCheck.run(store.path)
            #expect(report.namespaces == 1 && report.pairs == 2 && report.findings.problems == [])
        }
    }

    @Test(
        "finds what breaks the rules",
        arguments: [
            ("UPDATE kv_pair SET key = x'FF'", FileFindings.Code.rowUnreadable, "kv_pair 1"),
            ("UPDATE kv_pair SET key = x''", .rowUnreadable, "kv_pair 1"),
            ("UPDATE kv_pair SET metadata = '{'", .rowUnreadable, "kv_pair 1"),
            ("UPDATE kv_pair SET value = zeroblob(26214401)", .rowUnreadable, "kv_pair 1"),
            ("UPDATE kv_pair SET namespace = 7", .referenceBroken, "kv_pair 1"),
            ("UPDATE kv_namespace SET account = x'00'", .rowUnreadable, "kv_namespace"),
        ]
    )
    func findsDamage(script: String, code: FileFindings.Code, subject: String) async throws {
        try await TestResources.withNamespace { store, namespace in
            try await store.kv.put(.example("a"), in: namespace, now: .example())
            try TestResources.execute("PRAGMA foreign_keys = OFF; \(script)", on: store.path)
            let report = try await ResourceCheck.run(store.path)
            #expect(report.findings.problems.map(\.code) == [code])
            #expect(report.findings.problems.first?.subject.hasPrefix(subject) == true)
        }
    }

    @Test("finds pages that were overwritten")
    func findsOverwrittenPages() async throws {
        try await TestResources.withPath { path in
            try await TestResources.open(path) { store in
                let namespace = try await store.kv.createNamespace("CACHE", of: .ada, now: .example()).reference
                try await store.kv.put((0..<500).map { try .example("key-\($0)") }, in: namespace, now: .example())
            }
            var bytes = try Data(contentsOf: URL(filePath: path))
            for index in bytes.count / 2..<bytes.count / 2 + 4_096 { bytes[index] = 0xA5 }
            try bytes.write(to: URL(filePath: path))
            #expect(try await ResourceCheck.run(path).findings.problems.contains { $0.code == .fileDamaged })
        }
    }

    @Test("copies the resources as they are at one moment, while they are in use")
    func backsUp() async throws {
        try await TestResources.withNamespace { store, namespace in
            let copy = "\(store.path).copy"
            try await store.kv.put(.example("before"), in: namespace, now: .example())
            try await ResourceBackup.make(of: store.path, to: copy)
            try await store.kv.put(.example("after"), in: namespace, now: .example())
            #expect(try await ResourceCheck.run(copy).findings.problems == [])
            try await TestResources.open(copy) { restored in
                let names = try await restored.kv.names(in: namespace)
                #expect(names == ["before"])
            }
            let refusal = await outcome { try await ResourceBackup.make(of: store.path, to: copy) }
            #expect(refusal != nil)
        }
    }

    @Test("knows its tables by name")
    func namesItsTables() async throws {
        try await TestResources.withNamespace { store, _ in
            let names = ResourceStore.tables.map { "'\($0)'" }.joined(separator: ", ")
            let known = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN (\(names))"
            let all = "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
            let counts = try [known, all].map { try TestResources.integer($0, in: store.path) }
            #expect(counts == [ResourceStore.tables.count, ResourceStore.tables.count])
        }
    }

    @Test("refuses a file that a newer program wrote, and whatever comes after closing")
    func refusesNewerAndClosed() async throws {
        try await TestResources.withPath { path in
            let store = try await ResourceStore.open(path)
            await store.close()
            let refusal = await outcome { _ = try await store.kv.namespaces(of: .ada) }
            #expect(refusal == .storageUnavailable(operation: "list namespaces", cause: "the resources are closed"))
            try TestResources.execute("PRAGMA user_version = 99", on: path)
            let newer = ResourceError.schemaTooNew(found: 99, supported: 1)
            #expect(await outcome { _ = try await ResourceStore.open(path) } == newer)
            #expect(await outcome { _ = try await ResourceCheck.run(path) } == newer)
        }
    }
}
