import GatewayPlane
import ReleaseCore
import ReleaseModel
import RuntimeSupervision
import StaticAssets
import StoreSQLite
import Synchronization

/// The static files of this node's versions: what decides about requests, and the bytes.
///
/// Both come from the store and stay at hand while they are used. A file is checked against its digest when it is
/// first read, and again when a new process reads it.
final class AssetLibrary: Sendable {
    /// The bytes of files that stay in memory: 64 MiB.
    static let cachedBytes = 64 << 20
    /// The files, in all, of the versions whose tables stay in memory.
    static let cachedFiles = 200_000
    /// What a table costs besides its files.
    private static let tableCost = 100
    /// The files that are remembered as checked; beyond it they are checked anew.
    static let checkedLimit = 100_000
    /// The most bytes that are handed out at once.
    static let pieceBytes = 256 << 10

    private let reader: SQLiteRouteReader
    private let book: RouteBook
    private let state = Mutex(State())

    private struct State {
        var tables = TwoGenerationCache<TableKey, AssetTable>(maximumCost: AssetLibrary.cachedFiles)
        var chunks = TwoGenerationCache<ChunkKey, [UInt8]>(maximumCost: AssetLibrary.cachedBytes)
        var checked: Set<Digest> = []
    }

    private struct TableKey: Hashable {
        let account: Account.ID
        let snapshot: Digest
        let component: String
    }

    private struct ChunkKey: Hashable {
        let digest: Digest
        let position: Int
    }

    /// Why there is nothing to serve.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    init(reader: SQLiteRouteReader, book: RouteBook) {
        self.reader = reader
        self.book = book
    }

    /// Returns what decides about the requests to a version.
    func table(of key: InstanceKey) async throws -> AssetTable {
        guard let route = book.workload(key.workload),
            let version = route.versions.first(where: { $0.id == key.version })
        else { throw Missing(description: "version \(key.version) is not here") }
        let account = route.workload.account
        let tableKey = TableKey(account: account, snapshot: version.snapshot, component: key.component)
        if let known = state.withLock({ $0.tables.value(for: tableKey) }) { return known }
        let stored = try await reader.snapshot(version.snapshot, account: account)
        guard let component = stored?.snapshot.components.first(where: { $0.name == key.component }),
            let bundle = component.assets
        else { throw Missing(description: "version \(key.version) has no static files here") }
        let worker: AssetTable.Worker = component.main == nil ? .none : .present(component.compatibility)
        let table = AssetTable(bundle, worker: worker)
        let cost = bundle.files.count + Self.tableCost
        state.withLock { $0.tables.insert(table, for: tableKey, cost: cost) }
        return table
    }

    /// Returns a beginning of a part of a file if it is in memory.
    func pieceAtHand(_ slice: AssetResponse.Slice) -> [UInt8]? {
        state.withLock { $0.chunks.value(for: Self.key(slice)) }.flatMap { Self.piece(slice, of: $0) }
    }

    /// Returns a beginning of a part of a file: ``pieceBytes`` at most, and at least one.
    func piece(_ slice: AssetResponse.Slice, of workload: Workload.ID) async throws -> [UInt8] {
        if let piece = pieceAtHand(slice) { return piece }
        guard let account = book.workload(workload)?.workload.account else {
            throw Missing(description: "workload \(workload) is not here")
        }
        guard let chunk = try await chunk(Self.key(slice), account: account),
            let piece = Self.piece(slice, of: chunk)
        else { throw Missing(description: "the content \(slice.digest) is not stored here") }
        return piece
    }

    private func chunk(_ key: ChunkKey, account: Account.ID) async throws -> [UInt8]? {
        if state.withLock({ $0.checked.contains(key.digest) }) {
            guard let chunk = try await reader.blobs.chunk(key.position, of: key.digest, account: account) else {
                return nil
            }
            state.withLock { $0.chunks.insert(chunk, for: key, cost: chunk.count) }
            return chunk
        }
        guard let bytes = try await reader.blobs.read(key.digest, account: account) else { return nil }
        return state.withLock { state in
            if state.checked.count >= Self.checkedLimit { state.checked = [] }
            state.checked.insert(key.digest)
            var wanted: [UInt8]?
            for (position, start) in stride(from: 0, to: bytes.count, by: SQLiteBlobReader.chunkSize).enumerated() {
                let chunk = Array(bytes[start..<min(start + SQLiteBlobReader.chunkSize, bytes.count)])
                state.chunks.insert(chunk, for: ChunkKey(digest: key.digest, position: position), cost: chunk.count)
                if position == key.position { wanted = chunk }
            }
            return wanted
        }
    }

    private static func key(_ slice: AssetResponse.Slice) -> ChunkKey {
        ChunkKey(digest: slice.digest, position: slice.range.lowerBound / SQLiteBlobReader.chunkSize)
    }

    /// What a chunk has of the beginning of a slice; `nil` if it is shorter than that.
    private static func piece(_ slice: AssetResponse.Slice, of chunk: [UInt8]) -> [UInt8]? {
        let start = slice.range.lowerBound % SQLiteBlobReader.chunkSize
        let end = min(start + min(slice.range.count, pieceBytes), chunk.count)
        guard start < end else { return nil }
        return start == 0 && end == chunk.count ? chunk : Array(chunk[start..<end])
    }
}
