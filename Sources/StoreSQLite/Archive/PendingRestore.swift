import ReleaseCore

/// The last step of a restore: complete files beside their places become the store, and its keys, together.
///
/// A marker file stands for the decision. Once it is there, a crash cannot undo the restore: whoever opens the home
/// next carries out the rest. Without it, the files beside are leftovers that the next restore replaces.
enum PendingRestore {
    static func path(of file: String) -> String { "\(file).restoring" }

    /// Decides for the new files, which must be complete and durable.
    static func begin(at location: StoreLocation) throws(ReleaseError) {
        try FileSystem.synchronize(location.home)
        try FileSystem.createEmpty(marker(location))
        try FileSystem.synchronize(location.home)
    }

    /// Moves the new files to their places if that was decided and is not done.
    static func finish(at location: StoreLocation) throws(ReleaseError) {
        guard FileSystem.exists(marker(location)) else { return }
        for file in files(location) where FileSystem.exists(path(of: file)) {
            // A log that belongs to the old file must not be replayed into the new one.
            try FileSystem.remove("\(file)-wal")
            try FileSystem.remove("\(file)-shm")
            try FileSystem.move(path(of: file), to: file)
        }
        try FileSystem.synchronize(location.home)
        try FileSystem.remove(marker(location))
        try FileSystem.synchronize(location.home)
    }

    private static func files(_ location: StoreLocation) -> [String] {
        [location.releases, location.blobs, location.secretKeys] + CompanionFile.Role.allCases.map(location.path(of:))
    }

    private static func marker(_ location: StoreLocation) -> String { "\(location.home)/restore.decided" }
}
