import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess
import StoreExamples
import Testing

@testable import StoreSQLite

@Suite("The blob file", .timeLimit(.minutes(1)))
struct BlobStorageTests {
    @Test("holds nothing of an upload that a dead process left behind")
    func forgetsUnfinished() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let upload = try await store.blobs.beginUpload(account: try await store.ports.account())
                try await upload.append([UInt8](repeating: 1, count: 3 << 20))
                #expect(try location.integer("SELECT count(*) FROM chunk", in: location.blobs) == 2)
            }
            try await SQLiteStore.with(location) { _ in }
            #expect(try location.integer("SELECT count(*) FROM blob", in: location.blobs) == 0)
            #expect(try location.integer("SELECT count(*) FROM chunk", in: location.blobs) == 0)
        }
    }

    @Test("refuses a blob past the limit, and keeps nothing of it")
    func refusesTooLarge() async throws {
        try await TestHome.with { location in
            let limits = BlobLimits(maximumBlobSize: 2 << 20)
            try await SQLiteStore.with(location, limits: limits) { store in
                let upload = try await store.blobs.beginUpload(account: try await store.ports.account())
                try await upload.append([UInt8](repeating: 1, count: 2 << 20))
                let error = await #expect(throws: ReleaseError.self) { try await upload.append([1]) }
                guard case .contentTooLarge(limit: 2 << 20) = error else {
                    Issue.record("\(error.name)")
                    return
                }
                #expect(try location.integer("SELECT count(*) FROM blob", in: location.blobs) == 0)
            }
        }
    }

    @Test("refuses uploads below the disk reserve, while deployments and reads go on")
    func keepsReserve() async throws {
        try await TestHome.with { location in
            let worker = try await SQLiteStore.with(location) { store in try await store.ports.publish() }
            let limits = BlobLimits(reserve: .bytes(Int.max))
            try await SQLiteStore.with(location, limits: limits) { store in
                let error = await #expect(throws: ReleaseError.self) {
                    try await store.blobs.beginUpload(account: worker.workload.account)
                }
                guard case .diskReserve(let free, Int.max) = error else {
                    Issue.record("\(error.name)")
                    return
                }
                #expect(free > 0)
                let deployment = try await store.ports.deploy(worker.version, on: worker.alias)
                #expect(try await store.deployment(deployment.id) == deployment)
                let code = Array("export default {}".utf8)
                #expect(try await store.blobs.read(Digest(sha256: code), account: worker.workload.account) == code)
            }
        }
    }

    @Test("answers with an error, not with other bytes, when a chunk was damaged")
    func detectsDamage() async throws {
        try await TestHome.with { location in
            let worker = try await SQLiteStore.with(location) { store in try await store.ports.publish() }
            try location.execute("UPDATE chunk SET bytes = CAST(bytes || x'00' AS BLOB)", on: location.blobs)
            try await SQLiteStore.with(location) { store in
                let digest = Digest(sha256: Array("export default {}".utf8))
                let error = await #expect(throws: ReleaseError.self) {
                    try await store.blobs.read(digest, account: worker.workload.account)
                }
                #expect(error.name == "storeCorrupt")
            }
        }
    }

    @Test("writes small blobs that finish together in few transactions")
    func groupsSmallBlobs() async throws {
        try await TestHome.with { location in
            try await SQLiteStore.with(location) { store in
                let account = try await store.ports.account()
                let before = try location.walSize
                try await withThrowingTaskGroup { group in
                    for index in 0..<64 {
                        group.addTask {
                            let bytes = Array("module \(index)".utf8)
                            let blob = StoredBlob(digest: Digest(sha256: bytes), size: bytes.count)
                            let compressed = Zstandard.compress(bytes)
                            try await store.blobs.small.store(
                                SmallBlob(account: account, blob: blob, compressed: compressed)
                            )
                        }
                    }
                    try await group.waitForAll()
                }
                // Each transaction writes at least the pages of both tables and their indexes to the log.
                #expect(try location.walSize - before < 64 * 4 * 4_096)
                #expect(try location.integer("SELECT count(*) FROM blob", in: location.blobs) == 64)
            }
        }
    }
}

extension StoreLocation {
    /// The size of the blob file's write-ahead log, in bytes.
    fileprivate var walSize: Int {
        get throws {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(blobs)-wal")
            return (attributes[.size] as? UInt64).map(Int.init) ?? 0
        }
    }
}
