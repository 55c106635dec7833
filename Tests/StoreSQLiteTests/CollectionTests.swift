import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@testable import StoreSQLite

@Suite("A collection", .timeLimit(.minutes(1)))
struct CollectionTests {
    private static let day = Duration.seconds(24 * 3_600)

    @Test("removes what nothing refers to once a day has passed, and nothing else")
    func removesUnreferenced() async throws {
        try await TestHome.with { location in
            let clock = TestClock()
            try await SQLiteStore.with(location, now: clock.now) { store in
                let worker = try await store.ports.publish(code: "kept")
                let gone = try await store.ports.publish(2, of: worker.workload, code: "gone")
                let account = worker.workload.account
                _ = try await store.ports.stage("never published", account: account)
                _ = try await store.commit(.example(.versionDeleted(gone, .example)), expecting: Expectations())

                #expect(try await store.collectGarbage() == Collected())
                clock.jump(Self.day + .seconds(1))
                var expected = Collected()
                expected.snapshots = 1
                expected.blobs = 2
                #expect(try await store.collectGarbage() == expected)

                for (code, isThere) in [("kept", true), ("gone", false), ("never published", false)] {
                    let digest = Digest(sha256: Array(code.utf8))
                    let bytes = try await store.blobs.read(digest, account: account)
                    #expect((bytes != nil) == isThere, "\(code)")
                }
            }
            #expect(try await StoreCheck.run(location).problems == [])
        }
    }

    @Test("spares a blob that an upload has asked for since")
    func sparesWanted() async throws {
        try await TestHome.with { location in
            let clock = TestClock()
            try await SQLiteStore.with(location, now: clock.now) { store in
                let account = try await store.ports.account()
                let upload = try await store.blobs.beginUpload(account: account)
                try await upload.append([1])
                let blob = try await upload.finish()
                clock.jump(Self.day * 2)
                #expect(try await store.blobs.stored([blob.digest], account: account) == [blob.digest])
                #expect(try await store.collectGarbage()?.blobs == 0)
                #expect(try await store.blobs.read(blob.digest, account: account) == [1])
            }
        }
    }

    @Test("that a jump of the clock lets take a blob too early makes staging fail, not the version")
    func isSafeAcrossJumps() async throws {
        try await TestHome.with { location in
            let clock = TestClock()
            try await SQLiteStore.with(location, now: clock.now) { store in
                let account = try await store.ports.account()
                let module = try Module(name: "main.js", type: .esm, digest: Digest(sha256: [1]), size: 1)
                let component = try Component(
                    main: "main.js",
                    modules: [module],
                    bindings: [],
                    compatibility: Compatibility()
                )
                let snapshot = try EncodedSnapshot(Snapshot(kind: .worker, components: [component]))
                let upload = try await store.blobs.beginUpload(account: account)
                try await upload.append([1])
                _ = try await upload.finish()
                clock.jump(Self.day * 365)
                #expect(try await store.collectGarbage()?.blobs == 1)
                let error = await #expect(throws: ReleaseError.self) {
                    try await store.stage(snapshot, account: account)
                }
                #expect(error.name == "blobMissing")
            }
        }
    }

    @Test("does not begin while a backup goes on")
    func yieldsToBackup() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let backup = try await HomeLock.pausingCollection(at: location)
                defer { extendLifetime(backup) }
                #expect(try await store.collectGarbage() == nil)
            }
        }
    }
}
