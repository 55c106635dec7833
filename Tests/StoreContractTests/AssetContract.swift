import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("An upload of static files", .timeLimit(.minutes(1)))
struct AssetContract {
    @Test("asks for each content once, and answers all files when it has them", arguments: StoreUnderTest.all)
    func completes(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let scene = try await Scene(store)
            let manifest = try scene.manifest(["/b.html": "page", "/a.html": "page", "/c.css": "style"])
            let session = try await store.assets.begin(manifest, for: scene.site, at: .example())
            #expect(session.missing == [scene.hash("page"), scene.hash("style")])
            #expect(session.expiresAt == .example(3_600))

            let page = try await scene.receive("page", as: "text/html", in: session)
            #expect(page.missing == [scene.hash("style")])
            let error = await #expect(throws: ReleaseError.self) {
                try await store.assets.complete(session.id, for: scene.site, at: .example(1))
            }
            guard case .assetsMissing(count: 1, of: session.id) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await scene.receive("style", in: session).missing.isEmpty)
            for second in [1, 2] {
                let files = try await store.assets.complete(session.id, for: scene.site, at: .example(second))
                #expect(
                    files == [
                        scene.file("/a.html", "page", "text/html"), scene.file("/b.html", "page", "text/html"),
                        scene.file("/c.css", "style", nil),
                    ]
                )
            }
        }
    }

    @Test("asks only for what the account never sent, at that size", arguments: StoreUnderTest.all)
    func deduplicates(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let scene = try await Scene(store)
            let first = try await store.assets.begin(
                try scene.manifest(["/old": "old"]),
                for: scene.site,
                at: .example()
            )
            _ = try await scene.receive("old", as: "text/plain", in: first)
            let other = WorkloadName(account: scene.account, kind: .worker, name: "other")
            let again = try scene.manifest(["/moved": "old", "/new": "new"])
            let second = try await store.assets.begin(again, for: other, at: .example())
            #expect(second.missing == [scene.hash("new")])
            _ = try await scene.receive("new", in: second)
            let files = try await store.assets.complete(second.id, for: other, at: .example())
            #expect(files == [scene.file("/moved", "old", "text/plain"), scene.file("/new", "new", nil)])

            let longer = AssetManifest.Entry(path: "/old", hash: scene.hash("old"), size: 4)
            let third = try await store.assets.begin(try AssetManifest([longer]), for: other, at: .example())
            #expect(third.missing == [scene.hash("old")])
        }
    }

    @Test("of nothing is complete at once", arguments: StoreUnderTest.all)
    func completesEmpty(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let scene = try await Scene(store)
            let session = try await store.assets.begin(try AssetManifest([]), for: scene.site, at: .example())
            #expect(session.missing.isEmpty)
            #expect(try await store.assets.complete(session.id, for: scene.site, at: .example()).isEmpty)
        }
    }

    @Test("refuses what its manifest does not have, and notes nothing", arguments: StoreUnderTest.all)
    func refusesStrangers(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let scene = try await Scene(store)
            let manifest = try scene.manifest(["/a": "a", "/b": "b"])
            let session = try await store.assets.begin(manifest, for: scene.site, at: .example())
            let good = try ReceivedAsset(hash: scene.hash("a"), blob: try await scene.blob("a"))
            let strange = try ReceivedAsset(hash: scene.hash("c"), blob: try await scene.blob("c"))
            let short = try ReceivedAsset(hash: scene.hash("b"), blob: try await scene.blob(""))
            for (bad, expected) in [
                (strange, InvalidManifest.hashUnknown(scene.hash("c"))),
                (short, .sizeWrong(scene.hash("b"), size: 0, expected: 1)),
            ] {
                let error = await #expect(throws: ReleaseError.self) {
                    try await store.assets.receive([good, bad], in: session.id, of: scene.account, at: .example())
                }
                guard case .manifestInvalid(expected) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
            }
            let fresh = try await store.assets.begin(manifest, for: scene.site, at: .example())
            #expect(fresh.missing == session.missing)
        }
    }

    @Test("is over after an hour, and after one more once it was completed", arguments: StoreUnderTest.all)
    func expires(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let scene = try await Scene(store)
            let session = try await store.assets.begin(
                try scene.manifest(["/a": "a"]),
                for: scene.site,
                at: .example()
            )
            _ = try await scene.receive("a", in: session)
            await scene.expectUnknown(session.id, at: 3_600)
            for second in [3_599, 3_600, 7_198] {
                #expect(try await store.assets.complete(session.id, for: scene.site, at: .example(second)).count == 1)
            }
            await scene.expectUnknown(session.id, at: 7_199)
            // Another session clears it away, whatever the clock does afterwards.
            _ = try await store.assets.begin(session.manifest, for: scene.site, at: .example(7_200))
            await scene.expectUnknown(session.id, at: 0)
        }
    }

    @Test("belongs to its account and workload", arguments: StoreUnderTest.all)
    func belongs(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let scene = try await Scene(store)
            let session = try await store.assets.begin(try AssetManifest([]), for: scene.site, at: .example())
            let stranger = Account.ID(UUID())
            for workload in [
                WorkloadName(account: stranger, kind: .worker, name: "site"),
                WorkloadName(account: scene.account, kind: .worker, name: "other"),
            ] {
                let error = await #expect(throws: ReleaseError.self) {
                    try await store.assets.complete(session.id, for: workload, at: .example())
                }
                #expect(error.isUnknownSession)
            }
            let error = await #expect(throws: ReleaseError.self) {
                try await store.assets.receive([], in: session.id, of: stranger, at: .example())
            }
            #expect(error.isUnknownSession)
            await scene.expectUnknown(AssetSession.ID(UUID()), at: 0)
        }
    }

    @Test("of as many files as there may be works", arguments: StoreUnderTest.all)
    func takesMany(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let scene = try await Scene(store)
            let files = (0..<AssetLimits.maximumFiles).map { ("/\($0)", $0.isMultiple(of: 2) ? "even" : "odd") }
            let manifest = try scene.manifest(Dictionary(uniqueKeysWithValues: files))
            let session = try await store.assets.begin(manifest, for: scene.site, at: .example())
            _ = try await scene.receive("even", in: session)
            #expect(try await scene.receive("odd", in: session).missing.isEmpty)
            let completed = try await store.assets.complete(session.id, for: scene.site, at: .example())
            #expect(completed.count == AssetLimits.maximumFiles)
        }
    }
}

/// One account's site, whose contents are short texts.
private struct Scene: Sendable {
    let store: StorePorts
    let account: Account.ID
    let site: WorkloadName

    init(_ store: StorePorts) async throws {
        self.store = store
        account = try await store.account()
        site = WorkloadName(account: account, kind: .worker, name: "site")
    }

    func hash(_ content: String) -> AssetHash {
        guard let hash = AssetHash(String(Digest(sha256: Array(content.utf8)).hex.prefix(AssetHash.digitCount))) else {
            preconditionFailure("these are hexadecimal digits")
        }
        return hash
    }

    func manifest(_ files: [String: String]) throws -> AssetManifest {
        try AssetManifest(files.map { .init(path: $0.key, hash: hash($0.value), size: $0.value.utf8.count) })
    }

    func file(_ path: String, _ content: String, _ type: String?) -> UploadedAsset {
        let bytes = Array(content.utf8)
        return UploadedAsset(path: path, digest: Digest(sha256: bytes), size: bytes.count, contentType: type)
    }

    func blob(_ content: String) async throws -> StoredBlob {
        try await store.upload(Array(content.utf8), account: account)
    }

    func receive(_ content: String, as type: String? = nil, in session: AssetSession) async throws -> AssetSession {
        let asset = try ReceivedAsset(hash: hash(content), blob: try await blob(content), contentType: type)
        return try await store.assets.receive([asset], in: session.id, of: account, at: .example())
    }

    func expectUnknown(_ session: AssetSession.ID, at second: Int) async {
        let error = await #expect(throws: ReleaseError.self) {
            try await store.assets.complete(session, for: site, at: .example(second))
        }
        #expect(error.isUnknownSession, "\(String(describing: error))")
    }
}

extension ReleaseError? {
    fileprivate var isUnknownSession: Bool {
        if case .assetSessionNotFound? = self { true } else { false }
    }
}
