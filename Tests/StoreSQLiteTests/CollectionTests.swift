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

    @Test("erases a secret that no version names once a day has passed since it was sealed, and no other")
    func erasesSecrets() async throws {
        try await TestHome.with { location in
            let clock = TestClock()
            try await SQLiteStore.with(location, now: clock.now) { store in
                let ports = try store.ports
                let worker = try await ports.publish()
                let name = WorkloadName(worker.workload)
                let kept = try await ports.vault.seal("kept", as: "TOKEN", of: name)
                let unused = try await ports.vault.seal("unused", as: "TOKEN", of: name)
                let binding = try Binding(name: "TOKEN", value: .secret(kept))
                let version = try await ports.publish(2, of: worker.workload, bindings: [binding])

                clock.jump(Self.day)
                #expect(try await store.collectGarbage()?.secrets == 0)
                let renewed = try await ports.vault.seal("renewed", as: "TOKEN", of: name)
                clock.jump(.seconds(1))
                #expect(try await store.collectGarbage()?.secrets == 1)
                for (fingerprint, text) in [(kept, "kept"), (unused, nil), (renewed, "renewed")] {
                    #expect(try await ports.vault.open(fingerprint, as: "TOKEN", of: name) == text)
                }
                _ = try await store.commit(.example(.versionDeleted(version, .example)), expecting: Expectations())
                #expect(try await store.collectGarbage()?.secrets == 1)
                #expect(try await ports.vault.open(kept, as: "TOKEN", of: name) == nil)
            }
            #expect(try await StoreCheck.run(location, keys: .example()).problems == [])
        }
    }

    @Test("spares static files of a session for a day, and forgets their hashes with them")
    func collectsAssets() async throws {
        try await TestHome.with { location in
            let clock = TestClock()
            try await SQLiteStore.with(location, now: clock.now) { store in
                let account = try await store.ports.account()
                let site = WorkloadName(account: account, kind: .worker, name: "site")
                let hash = try #require(AssetHash(String(repeating: "a", count: 32)))
                let manifest = try AssetManifest([.init(path: "/a", hash: hash, size: 1)])
                let blob = try await store.ports.upload([1], account: account)
                let session = try await store.assets.begin(manifest, for: site, at: clock.now())
                let asset = try ReceivedAsset(hash: hash, blob: blob)
                _ = try await store.assets.receive([asset], in: session.id, of: account, at: clock.now())

                clock.jump(Self.day)
                #expect(try await store.collectGarbage()?.blobs == 0)
                #expect(try location.integer("SELECT count(*) FROM asset_session", in: location.releases) == 0)
                let again = try await store.assets.begin(manifest, for: site, at: clock.now())
                #expect(again.missing == [])
                clock.jump(Self.day)
                #expect(try await store.collectGarbage()?.blobs == 0)
                #expect(try location.integer("SELECT count(*) FROM asset_hash", in: location.releases) == 1)
                clock.jump(.seconds(1))
                #expect(try await store.collectGarbage()?.blobs == 1)
                #expect(try location.integer("SELECT count(*) FROM asset_hash", in: location.releases) == 0)
                let late = try await store.assets.begin(manifest, for: site, at: clock.now())
                #expect(late.missing == [hash])
            }
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
