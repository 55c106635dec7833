public import FoundationEssentials
public import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// The embedded store: release facts in `sluice.db`, bytes of modules in `blobs.db`, one process that writes.
///
/// Writes go through one connection in the order of their arrival. Reads have connections of their own, one for single
/// rows and one for whole tables, so that a long list never delays a short answer; they see the last commit.
public struct SQLiteStore: Sendable {
    public let location: StoreLocation
    public let blobs: SQLiteBlobStore
    let writer: Database
    let reader: Database
    let scanner: Database
    let now: @Sendable () -> Date

    /// Opens the store of a home, making or migrating what is needed.
    ///
    /// One process at a time may have a home's store open in this way; see ``HomeLock/server(at:)``. What uploads an
    /// earlier process left unfinished is removed, and its idempotency keys are freed unless their requests were
    /// carried out.
    public static func open(
        home location: StoreLocation,
        limits: BlobLimits = BlobLimits(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) async throws(ReleaseError) -> SQLiteStore {
        try location.prepare()
        try PendingRestore.finish(at: location)
        let writer = Database(label: "writer")
        try await writer.open(location.releases, access: .readWrite, schema: .release)
        try await writer.write("begin") { (connection) throws(StoreFailure) in
            try connection.layFoundations(at: now())
            try connection.releaseKeys()
        }
        let reader = Database(label: "reader")
        try await reader.open(location.releases, access: .readOnly, schema: .release)
        let scanner = Database(label: "scanner")
        try await scanner.open(location.releases, access: .readOnly, schema: .release)
        return SQLiteStore(
            location: location,
            blobs: try await SQLiteBlobStore.open(location, limits: limits, now: now),
            writer: writer,
            reader: reader,
            scanner: scanner,
            now: now
        )
    }

    /// Closes all files; whatever is asked afterwards is refused.
    public func close() async {
        await blobs.close()
        await scanner.close()
        await reader.close()
        await writer.close()
    }
}

extension Connection {
    /// Writes the first epoch and account of a new store; leaves any other store as it is.
    func layFoundations(at time: Date) throws(StoreFailure) {
        let head: StoreHead? = try first("")
        guard head == nil else { return }
        try run("INSERT INTO head (id, epoch, revision, chain) VALUES (1, 1, 0, ?1)", LogEntry.genesis)
        try run("INSERT INTO epoch (number, first_revision, began_at, number_floor) VALUES (1, 1, ?1, 0)", time)
        try run(
            "INSERT INTO account (id, name) VALUES (?1, ?2)",
            Account.ID(UUID()),
            Account.operatorName
        )
    }
}
