public import ReleaseCore
import SQLiteAccess

/// Recomputes what a store's promises rest on: digests, the chain, references, slot maps and numbers.
public enum StoreCheck {
    /// Reads a whole store, running or not, as it is at one moment; nothing is changed and no writer is delayed.
    ///
    /// Without `keys` it is not tried whether secrets open. A collection of garbage waits meanwhile. Throws only when the files cannot be opened; what is wrong in them is
    /// in the report.
    public static func run(_ location: StoreLocation, keys: KeyRing? = nil) async throws(ReleaseError) -> CheckReport {
        let pause = try await HomeLock.pausingCollection(at: location)
        defer { extendLifetime(pause) }
        let releases = Database(label: "check")
        try await releases.open(location.releases, access: .readOnly, schema: .release)
        let found = try await releases.read("check") { (connection) throws(StoreFailure) in
            var check = ReleaseCheck(keys: keys)
            try check.run(connection)
            return check
        }
        await releases.close()
        let blobs = Database(label: "check-blobs")
        try await blobs.open(location.blobs, access: .readOnly, schema: .blobs)
        let path = location.releases
        let report = try await blobs.run("check blobs") { (connection) throws(StoreFailure) in
            try connection.attached(path, as: "releases") { (connection) throws(StoreFailure) in
                var check = BlobCheck(report: found.report)
                try check.run(connection)
                return check.report
            }
        }
        await blobs.close()
        return report
    }
}
