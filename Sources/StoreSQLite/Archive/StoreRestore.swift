public import FoundationEssentials
public import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// Puts archives back.
public enum StoreRestore {
    /// How far version numbers and revisions leap when nobody can say what was issued after the backup.
    public static let leap = 1_000

    /// Replaces a home's store by an archive's, in a new epoch; returns the head that the store then has.
    ///
    /// A damaged archive and a home in use are refused before anything is touched. Numbers issued after the backup are
    /// not issued again: the counters of the replaced store are carried forward where it is the one that was archived;
    /// otherwise all leap ahead by ``leap``. So are revocations of tokens and access keys. Idempotency keys are
    /// forgotten. Companions are those of the archive, which may be none: calls of functions that waited then wait again.
    /// Keys of secrets that the archive holds come back as ``StoreLocation/secretKeys``; without any, what is there
    /// stays. A crash leaves the old store or the new one, whole.
    public static func run(
        _ archive: String,
        to location: StoreLocation,
        companions described: [CompanionFile] = [],
        at time: Date
    ) async throws(ReleaseError) -> StoreHead {
        let companions = CompanionFile.all(described)
        let source = Database(label: "archive")
        guard FileSystem.exists(archive) else {
            throw .storeUnavailable(operation: "restore", cause: "\(archive) does not exist")
        }
        try await source.open(archive, access: .readOnly, schema: nil)
        let contents: (manifest: ArchiveManifest, head: StoreHead, companions: [Int?], keys: ArchivedKeys?)
        do {
            contents = try await source.read("verify archive") { (connection) throws(StoreFailure) in
                let manifest = try connection.verifiedManifest()
                var versions: [Int?] = []
                for companion in companions { versions.append(try companion.version(in: connection)) }
                return (manifest, try connection.head(), versions, try ArchivedKeys.read(connection))
            }
        } catch {
            await source.close()
            throw error
        }
        await source.close()
        try location.prepare()
        let lock = try HomeLock.server(at: location)
        defer { extendLifetime(lock) }
        try PendingRestore.finish(at: location)
        let replaced = await ReplacedHome.read(location, archived: contents.head)
        let head = try await writeReleases(
            from: archive,
            contents.manifest,
            location,
            except: companions,
            after: replaced,
            at: time
        )
        try await writeBlobs(from: archive, contents.manifest, location)
        for (companion, archived) in zip(companions, contents.companions) {
            try await write(companion, from: archive, schema: archived, location)
        }
        try writeKeys(contents.keys, location)
        try PendingRestore.begin(at: location)
        try PendingRestore.finish(at: location)
        return head
    }

    private static let blobTables = ["blob", "chunk"]

    private static func writeReleases(
        from archive: String,
        _ manifest: ArchiveManifest,
        _ location: StoreLocation,
        except companions: [CompanionFile],
        after replaced: ReplacedHome,
        at time: Date
    ) async throws(ReleaseError) -> StoreHead {
        try await write(PendingRestore.path(of: location.releases), archive) { (connection) throws(StoreFailure) in
            let others =
                blobTables + [ArchiveManifest.table, ArchivedKeys.table]
                + companions.flatMap { $0.tables + [$0.role.versionTable] }
            let tables = try connection.tables(of: "source").filter { !others.contains($0) }
            try TableCopy.copy(tables, from: "source", connection)
            try connection.execute("PRAGMA user_version = \(manifest.releaseSchema)")
            return try NewEpoch(after: replaced, at: time).begin(connection)
        }
    }

    private static func writeBlobs(
        from archive: String,
        _ manifest: ArchiveManifest,
        _ location: StoreLocation
    ) async throws(ReleaseError) {
        try await write(PendingRestore.path(of: location.blobs), archive) { (connection) throws(StoreFailure) in
            try TableCopy.copy(blobTables, from: "source", connection)
            try connection.execute("PRAGMA user_version = \(manifest.blobSchema)")
        }
    }

    /// Where the archive has no such file, the one that the home has is replaced by tables without content.
    private static func write(
        _ companion: CompanionFile,
        from archive: String,
        schema archived: Int?,
        _ location: StoreLocation
    ) async throws(ReleaseError) {
        let place = location.path(of: companion.role)
        let path = PendingRestore.path(of: place)
        try FileSystem.remove(path)
        guard archived != nil || FileSystem.exists(place) else { return }
        try await write(path, archive) { (connection) throws(StoreFailure) in
            if archived == nil {
                for step in companion.schema.steps { try connection.execute(step) }
            } else {
                let tables = try connection.tables(of: "source").filter(companion.tables.contains)
                try TableCopy.copy(tables, from: "source", connection)
            }
            try connection.execute("PRAGMA user_version = \(archived ?? companion.schema.version)")
        }
    }

    private static func writeKeys(_ keys: ArchivedKeys?, _ location: StoreLocation) throws(ReleaseError) {
        let path = PendingRestore.path(of: location.secretKeys)
        if let keys { try FileSystem.write(keys.bytes, to: path) } else { try FileSystem.remove(path) }
    }

    /// Makes a file beside its place, from an archive that is attached as `source`.
    private static func write<Result: Sendable>(
        _ path: String,
        _ archive: String,
        _ body: @Sendable @escaping (borrowing Connection) throws(StoreFailure) -> Result
    ) async throws(ReleaseError) -> Result {
        try FileSystem.remove(path)
        try FileSystem.createEmpty(path)
        let database = Database(label: "restore")
        do {
            try await database.open(path, access: .scratch, schema: nil)
            let result = try await database.run("restore") { (connection) throws(StoreFailure) in
                let result = try connection.attached(archive, as: "source") { (connection) throws(StoreFailure) in
                    try connection.transaction(.write, body)
                }
                try connection.execute("PRAGMA journal_mode = WAL")
                return result
            }
            await database.close()
            try FileSystem.synchronize(path)
            return result
        } catch {
            await database.close()
            try FileSystem.remove(path)
            throw error
        }
    }
}

extension Connection {
    /// Returns the manifest of an archive after recomputing everything that it says.
    fileprivate func verifiedManifest() throws(StoreFailure) -> ArchiveManifest {
        do throws(StoreFailure) {
            let manifest: ArchiveManifest? = try first("")
            guard let manifest else { throw .corrupt(table: ArchiveManifest.table, key: "1") }
            guard manifest.format <= ArchiveManifest.format else {
                throw .schemaTooNew(found: manifest.format, supported: ArchiveManifest.format)
            }
            for (found, schema) in [(manifest.releaseSchema, Schema.release), (manifest.blobSchema, .blobs)] {
                guard found <= schema.version else {
                    throw .schemaTooNew(found: found, supported: schema.version)
                }
            }
            let statement = try statement("PRAGMA integrity_check(1)")
            guard try statement.step() else { throw .corrupt(table: "archive", key: "pages") }
            var row = statement.row(of: "archive")
            guard try row.text() == "ok", try tableDigests() == manifest.tables else {
                throw .corrupt(table: "archive", key: "digests")
            }
            return manifest
        } catch .corrupt(let table, let key) {
            throw .refused(ReleaseError.storeCorrupt(what: "archive", cause: "\(table) \(key) is damaged"))
        } catch .database(_, let message) {
            throw .refused(ReleaseError.storeCorrupt(what: "archive", cause: message))
        }
    }
}
