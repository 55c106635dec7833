public import FoundationEssentials
public import ReleaseCore
import SQLiteAccess

/// Makes archives of a store.
public enum StoreBackup {
    /// Writes one file that holds the whole store, running or not, as it was at one moment; returns that moment's head.
    ///
    /// The release database is read first and the blobs after it, while no collection may run, so the archive has every
    /// blob that its snapshots need. Companions come last, and only those that the home has. Secrets are sealed in it;
    /// `keys` is the content of the file that opens them, if the archive is to hold it. The file appears under its name
    /// when it is complete, and is its owner's alone. An existing file is never replaced.
    public static func make(
        of location: StoreLocation,
        to path: String,
        companions: [CompanionFile] = [],
        at time: Date,
        keys: [UInt8]? = nil
    ) async throws(ReleaseError) -> StoreHead {
        guard !FileSystem.exists(path) else { throw .storeUnavailable(operation: "backup", cause: "\(path) exists") }
        guard FileSystem.exists(location.releases) else {
            throw .storeUnavailable(operation: "backup", cause: "\(location.home) holds no store")
        }
        let pause = try await HomeLock.pausingCollection(at: location)
        defer { extendLifetime(pause) }
        let partial = "\(path).partial"
        try FileSystem.remove(partial)
        try FileSystem.createEmpty(partial)
        let archive = Database(label: "backup")
        do {
            try await archive.open(partial, access: .scratch, schema: nil)
            let head = try await archive.run("backup") { (connection) throws(StoreFailure) in
                try write(connection, location, companions, at: time, keys: keys)
            }
            await archive.close()
            try FileSystem.synchronize(partial)
            try FileSystem.move(partial, to: path)
            try FileSystem.synchronizeFolder(of: path)
            return head
        } catch {
            await archive.close()
            try FileSystem.remove(partial)
            throw error
        }
    }

    private static func write(
        _ archive: borrowing Connection,
        _ location: StoreLocation,
        _ companions: [CompanionFile],
        at time: Date,
        keys: [UInt8]?
    ) throws(StoreFailure) -> StoreHead {
        let releaseSchema = try copy(location.releases, schema: .release, archive)
        let blobSchema = try copy(
            location.blobs,
            schema: .blobs,
            excepting: [
                "blob": "digest IS NOT NULL",
                "chunk": "blob IN (SELECT id FROM main.blob)",
            ],
            archive
        )
        for companion in CompanionFile.all(companions) {
            let path = location.path(of: companion.role)
            guard FileSystem.exists(path) else { continue }
            try companion.writeVersion(try copy(path, schema: companion.schema, archive), to: archive)
        }
        if let keys { try ArchivedKeys(bytes: keys).write(to: archive) }
        let manifest = ArchiveManifest(
            madeAt: time,
            releaseSchema: releaseSchema,
            blobSchema: blobSchema,
            tables: try archive.tableDigests()
        )
        try manifest.write(to: archive)
        return try archive.head()
    }

    /// Copies all tables of a file as they are at one moment; returns the schema that the file has.
    private static func copy(
        _ path: String,
        schema: Schema,
        excepting conditions: [String: String] = [:],
        _ archive: borrowing Connection
    ) throws(StoreFailure) -> Int {
        try archive.attached(path, as: "source") { (archive) throws(StoreFailure) in
            try archive.transaction(.write) { (archive) throws(StoreFailure) in
                let found = try archive.integer("PRAGMA source.user_version") ?? 0
                guard found <= schema.version else {
                    throw .schemaTooNew(found: found, supported: schema.version)
                }
                let tables = try archive.tables(of: "source")
                try TableCopy.copy(tables, from: "source", excepting: conditions, archive)
                return found
            }
        }
    }
}
