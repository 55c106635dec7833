import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("A draft", .timeLimit(.minutes(1)))
struct DraftContract {
    @Test("is what was saved last, word for word, and no part of the versions", arguments: StoreUnderTest.all)
    func isReplaced(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let service = try await Self.service(in: store)
            #expect(try await store.releases.draft(of: service.id) == nil)
            let first = try await Self.draft("one", of: service, verbatim: #"{"é":1}"#, in: store)
            try await Self.save(first, in: store)
            #expect(try await store.releases.draft(of: service.id) == first)
            let version = Version.example(1, of: service, snapshot: first.snapshot, verbatim: first.verbatim)
            _ = try await store.releases.commit(.example(.versionPublished(version)), expecting: Expectations())

            let second = try await Self.draft("two", of: service, verbatim: nil, in: store)
            try await Self.save(second, in: store)
            #expect(try await store.releases.draft(of: service.id) == second)
            #expect(try await store.releases.version(version.id) == version)
        }
    }

    @Test("is published as it was seen, or not at all", arguments: StoreUnderTest.all)
    func isExpected(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let service = try await Self.service(in: store)
            let seen = try await Self.draft("one", of: service, in: store)
            try await Self.save(seen, in: store)
            let newer = try await Self.draft("two", of: service, in: store)
            try await Self.save(newer, in: store)
            let before = try await store.releases.head()
            let version = Version.example(1, of: service, snapshot: seen.snapshot)
            let error = await #expect(throws: ReleaseError.self) {
                _ = try await store.releases.commit(
                    .example(.versionPublished(version)),
                    expecting: Expectations(drafts: [service.id: seen.snapshot])
                )
            }
            #expect(error.isConflict)
            #expect(try await store.releases.head() == before)
            _ = try await store.releases.commit(
                .example(.versionPublished(version)),
                expecting: Expectations(drafts: [service.id: newer.snapshot])
            )
        }
    }

    @Test("is the head of its service's routes, and changes them", arguments: StoreUnderTest.all)
    func isRouted(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let service = try await Self.service(in: store)
            let draft = try await Self.draft("one", of: service, in: store)
            try await Self.save(draft, in: store)
            let seen = try await store.releases.head().revision
            let head = try await store.releases.routes(changedAfter: nil).changed.first { $0.workload == service }?.head
            #expect(head?.snapshot == draft.snapshot)

            let newer = try await Self.draft("two", of: service, in: store)
            try await Self.save(newer, in: store)
            let changed = try await store.releases.routes(changedAfter: seen).changed
            #expect(changed.map(\.workload) == [service])
            #expect(changed.first?.head?.snapshot == newer.snapshot)
            #expect(changed.first?.head?.id != head?.id)
        }
    }

    @Test("goes with its service; one of the same name has none of it", arguments: StoreUnderTest.all)
    func goesWithService(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let service = try await Self.service(in: store)
            try await Self.save(try await Self.draft("one", of: service, in: store), in: store)
            _ = try await store.releases.commit(
                .example(.workloadDeleted(service, .example)),
                expecting: Expectations()
            )
            #expect(try await store.releases.draft(of: service.id) == nil)
            let next = try await Self.service(in: store)
            #expect(try await store.releases.draft(of: next.id) == nil)
        }
    }

    private static func service(in store: StorePorts) async throws -> Workload {
        let service = try Workload.example("shop", kind: .service, account: try await store.account())
        _ = try await store.releases.commit(.example(.workloadCreated(service)), expecting: Expectations())
        return service
    }

    private static func draft(
        _ code: String,
        of service: Workload,
        verbatim: String? = nil,
        in store: StorePorts
    ) async throws -> Draft {
        let snapshot = try await store.stage(function: code, account: service.account)
        return Draft(workload: service.id, snapshot: snapshot, verbatim: verbatim, savedAt: .example(7))
    }

    private static func save(_ draft: Draft, in store: StorePorts) async throws {
        _ = try await store.releases.commit(.example(.draftSaved(draft)), expecting: Expectations())
    }
}

extension StorePorts {
    /// Stages a service of one function; returns its digest.
    fileprivate func stage(function code: String, account: Account.ID) async throws -> Digest {
        let blob = try await upload(Array(code.utf8), account: account)
        let function = try Component(
            name: "pay",
            main: nil,
            modules: [try Module(name: Component.packageName, type: .data, digest: blob.digest, size: blob.size)],
            bindings: [],
            compatibility: Compatibility(),
            execution: try Execution(runtime: "python3", handler: "index.handler", timeout: 3, memory: 128)
        )
        let snapshot = try EncodedSnapshot(Snapshot(kind: .service, components: [function]))
        try await releases.stage(snapshot, account: account)
        return snapshot.digest
    }
}
