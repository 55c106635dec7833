import ContentDigest
import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("A blob", .timeLimit(.minutes(1)))
struct BlobContract {
    /// Sizes around the borders at which stores cut: nothing, one byte, one MiB and a byte to either side, several MiB.
    static let sizes = [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (3 << 20) + 17]

    @Test("reads back as it came, whatever its size and pieces", arguments: StoreUnderTest.all, sizes)
    func readsBack(of subject: StoreUnderTest, size: Int) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            let upload = try await store.blobs.beginUpload(account: account)
            for start in stride(from: 0, to: size, by: 700_001) {
                try await upload.append(Array(bytes[start..<min(start + 700_001, size)]))
            }
            let blob = try await upload.finish()
            await upload.cancel()

            #expect(blob == StoredBlob(digest: Digest(sha256: bytes), size: size))
            #expect(try await store.blobs.read(blob.digest, account: account) == bytes)
            #expect(
                try await store.blobs.stored([blob.digest, Digest(sha256: [9])], account: account) == [blob.digest]
            )
        }
    }

    @Test("that comes twice is stored under one name", arguments: StoreUnderTest.all, [3, 2 << 20])
    func isStoredOnce(of subject: StoreUnderTest, size: Int) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let bytes = [UInt8](repeating: 7, count: size)
            var blobs: Set<StoredBlob> = []
            for _ in 0..<2 {
                let upload = try await store.blobs.beginUpload(account: account)
                try await upload.append(bytes)
                blobs.insert(try await upload.finish())
            }
            #expect(blobs.count == 1)
            #expect(try await store.blobs.read(Digest(sha256: bytes), account: account) == bytes)
        }
    }

    @Test("belongs to the account that uploaded it", arguments: StoreUnderTest.all)
    func belongsToAccount(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let upload = try await store.blobs.beginUpload(account: try await store.account())
            try await upload.append([1, 2, 3])
            let blob = try await upload.finish()
            let stranger = Account.ID(UUID())
            #expect(try await store.blobs.stored([blob.digest], account: stranger).isEmpty)
            #expect(try await store.blobs.read(blob.digest, account: stranger) == nil)
        }
    }

    @Test("that is cancelled leaves nothing and cannot be finished", arguments: StoreUnderTest.all, [3, 2 << 20])
    func leavesNothing(of subject: StoreUnderTest, size: Int) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let bytes = [UInt8](repeating: 5, count: size)
            let upload = try await store.blobs.beginUpload(account: account)
            try await upload.append(bytes)
            await upload.cancel()
            await #expect(throws: ReleaseError.self) { try await upload.finish() }
            #expect(try await store.blobs.read(Digest(sha256: bytes), account: account) == nil)
        }
    }

    @Test("finishes together with two hundred others", arguments: StoreUnderTest.all)
    func finishesTogether(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let digests = try await withThrowingTaskGroup { group in
                for index in 0..<200 {
                    group.addTask {
                        let upload = try await store.blobs.beginUpload(account: account)
                        try await upload.append(Array("module \(index)".utf8))
                        return try await upload.finish().digest
                    }
                }
                return try await group.reduce(into: Set<Digest>()) { $0.insert($1) }
            }
            #expect(digests.count == 200)
            #expect(try await store.blobs.stored(digests, account: account) == digests)
        }
    }
}
