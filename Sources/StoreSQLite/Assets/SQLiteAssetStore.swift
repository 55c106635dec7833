public import FoundationEssentials
public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

/// Uploads of static files: their sessions, and which blob holds what a client calls by a hash of its own.
public struct SQLiteAssetStore: AssetUploadStore {
    private let store: SQLiteStore

    init(store: SQLiteStore) {
        self.store = store
    }

    public func begin(
        _ manifest: AssetManifest,
        for workload: WorkloadName,
        at time: Date
    ) async throws(ReleaseError) -> AssetSession {
        let id = AssetSession.ID(UUID())
        let record = AssetManifestRecord.encode(manifest)
        let expiry = Self.expiry(after: time)
        let (reserve, home) = (store.blobs.limits.reserve, store.location.home)
        try await store.writer.write("begin asset session") { (connection) throws(StoreFailure) in
            try reserve.require(in: home)
            try connection.insert(id, record, for: workload, until: expiry, at: time)
        }
        let stored = try await contents(of: manifest, account: workload.account)
        return AssetSession(
            id: id,
            workload: workload,
            manifest: manifest,
            missing: manifest.hashes(without: stored),
            expiresAt: expiry
        )
    }

    public func receive(
        _ assets: [ReceivedAsset],
        in id: AssetSession.ID,
        of account: Account.ID,
        at time: Date
    ) async throws(ReleaseError) -> AssetSession {
        let session = try await session(id, of: account, at: time)
        let sizes = session.manifest.sizes
        for asset in assets {
            guard let size = sizes[asset.hash] else { throw .manifestInvalid(.hashUnknown(asset.hash)) }
            guard size == asset.blob.size else {
                throw .manifestInvalid(.sizeWrong(asset.hash, size: asset.blob.size, expected: size))
            }
        }
        try await store.writer.write("receive assets") { (connection) throws(StoreFailure) in
            for asset in assets { try connection.put(asset, account: account) }
        }
        let stored = try await contents(of: session.manifest, account: account)
        return AssetSession(
            id: id,
            workload: session.workload,
            manifest: session.manifest,
            missing: session.manifest.hashes(without: stored),
            expiresAt: session.expiresAt
        )
    }

    public func complete(
        _ id: AssetSession.ID,
        for workload: WorkloadName,
        at time: Date
    ) async throws(ReleaseError) -> [UploadedAsset] {
        let session = try await session(id, of: workload.account, at: time)
        guard session.workload == workload else { throw .assetSessionNotFound(id) }
        let stored = try await contents(of: session.manifest, account: workload.account)
        let missing = session.manifest.hashes(without: stored)
        guard missing.isEmpty else { throw .assetsMissing(count: missing.count, of: id) }
        if !session.isCompleted {
            try await store.writer.write("complete asset session") { (connection) throws(StoreFailure) in
                try connection.complete(id, until: Self.expiry(after: time), at: time)
            }
        }
        return session.manifest.entries.compactMap { entry in
            stored[entry.hash].map { content in
                UploadedAsset(
                    path: entry.path,
                    digest: content.digest,
                    size: content.size,
                    contentType: content.contentType
                )
            }
        }
    }

    private static func expiry(after time: Date) -> Date {
        time + Double(AssetLimits.sessionLifetime.components.seconds)
    }

    private func session(
        _ id: AssetSession.ID,
        of account: Account.ID,
        at time: Date
    ) async throws(ReleaseError) -> AssetSessionRow {
        try await store.reader.run("asset session") { (connection) throws(StoreFailure) in
            try connection.session(id, of: account, at: time)
        }
    }

    /// How many blobs one transaction asks for at most, so that uploads in hand wait for a moment only.
    private static let batch = 1_000

    /// Returns which contents of a manifest the account has, and has them count as wanted now.
    private func contents(
        of manifest: AssetManifest,
        account: Account.ID
    ) async throws(ReleaseError) -> [AssetHash: AssetContent] {
        let sizes = manifest.sizes
        let noted = try await store.scanner.read("asset contents") { (connection) throws(StoreFailure) in
            try connection.contents(sizes, account: account)
        }
        let wanted = Array(Set(noted.values.map(\.digest)))
        var stored: Set<Digest> = []
        for start in stride(from: 0, to: wanted.count, by: Self.batch) {
            let some = wanted[start..<min(start + Self.batch, wanted.count)]
            stored.formUnion(try await store.blobs.stored(Set(some), account: account))
        }
        return noted.filter { stored.contains($0.value.digest) }
    }
}

extension AssetManifest {
    /// The contents that are not among those stored, each once, in the manifest's order.
    fileprivate func hashes(without stored: [AssetHash: AssetContent]) -> [AssetHash] {
        var seen: Set<AssetHash> = []
        return entries.map(\.hash).filter { stored[$0] == nil && seen.insert($0).inserted }
    }
}

extension SQLiteStore {
    /// Uploads of static files, in this store.
    public var assets: SQLiteAssetStore { SQLiteAssetStore(store: self) }
}
