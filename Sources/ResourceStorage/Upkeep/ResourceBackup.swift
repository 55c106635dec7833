import SQLiteAccess

/// Copies the file of resources, in use or not.
public enum ResourceBackup {
    /// Writes the resources as they are at one moment to a new file, which is complete and durable on return.
    ///
    /// No writer is delayed. A file that exists and is not empty is never replaced; what a failed copy left is the
    /// caller's to remove.
    public static func make(of path: String, to copy: String) async throws(ResourceError) {
        let file = ResourceFile(label: "backup")
        try await file.open(path, access: .readOnly, schema: .resources)
        do {
            try await file.run("backup") { (connection) throws(StoreFailure) in
                _ = try connection.run("VACUUM INTO ?1", copy)
            }
            await file.close()
        } catch {
            await file.close()
            throw error
        }
    }
}
