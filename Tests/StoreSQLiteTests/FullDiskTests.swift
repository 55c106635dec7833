import ContentDigest
import ReleaseCore
import ReleaseModel
import SQLiteAccess
import StoreExamples
import Testing

@testable import StoreSQLite

@Suite("A full disk", .timeLimit(.minutes(1)))
struct FullDiskTests {
    @Test("fails a commit as a whole, and the store works again when there is room")
    func failsWhole() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let worker = try await store.ports.publish()
                let head = try await store.head()
                try await store.writer.limitPages(to: 0)
                let facts = try (0..<200).map { index in
                    ReleaseFact.aliasCreated(.example(try .init("alias-\(index)"), of: worker.workload))
                }
                let change = ReleaseChange(facts, by: .example(), at: .example())
                let error = await #expect(throws: ReleaseError.self) {
                    try await store.commit(change, expecting: Expectations())
                }
                #expect(error.name == "diskReserve")
                #expect(try await store.head() == head)
                #expect(try await store.aliases(of: worker.workload.id) == [worker.alias])

                try await store.writer.limitPages(to: 100_000)
                #expect(try await store.commit(change, expecting: Expectations()) == head.revision.next)
                #expect(try await store.aliases(of: worker.workload.id).count == 201)
            }
            #expect(try await StoreCheck.run(location).problems == [])
        }
    }

    @Test("fails an upload as a whole, large or small, and leaves nothing of it", arguments: [100_000, 3 << 20])
    func failsUpload(size: Int) async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let account = try await store.ports.account()
                let bytes = SecureBytes.random(count: size)
                try await store.blobs.writer.limitPages(to: size > 1 << 20 ? 400 : 0)
                let error = await #expect(throws: ReleaseError.self) {
                    let upload = try await store.blobs.beginUpload(account: account)
                    try await upload.append(bytes)
                    _ = try await upload.finish()
                }
                #expect(error.name == "diskReserve")
                #expect(try location.integer("SELECT count(*) FROM blob", in: location.blobs) == 0)
                try await store.blobs.writer.limitPages(to: 100_000)
                let upload = try await store.blobs.beginUpload(account: account)
                try await upload.append(bytes)
                let digest = try await upload.finish().digest
                #expect(try await store.blobs.read(digest, account: account) == bytes)
            }
        }
    }
}

extension Database {
    /// Lets the file grow to so many pages; it never shrinks below what it has.
    fileprivate func limitPages(to count: Int) throws(ReleaseError) {
        try run("limit pages") { (connection) throws(StoreFailure) in
            _ = try connection.integer("PRAGMA max_page_count = \(max(count, 1))")
        }
    }
}
