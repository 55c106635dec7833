import ReleaseCore

/// The tables of one file, as numbered steps from nothing to the newest form.
struct Schema: Sendable {
    /// `steps[n]` leads from version n to version n + 1; a released step never changes.
    let steps: [String]

    var version: Int { steps.count }

    /// Creates or migrates the tables in one transaction.
    ///
    /// The file as it was is copied beside it first, as `<path>.schema-<version>`. A newer schema is refused.
    func bringUpToDate(_ connection: borrowing Connection, path: String) throws(StoreFailure) {
        let found = try Self.version(of: connection)
        guard found <= version else { throw .refused(.schemaTooNew(found: found, supported: version)) }
        guard found < version else { return }
        if found > 0 { try copyAside(connection, to: "\(path).schema-\(found)") }
        try connection.transaction(.write) { (connection) throws(StoreFailure) in
            for step in steps[found...] { try connection.execute(step) }
            try connection.execute("PRAGMA user_version = \(version)")
        }
    }

    /// Refuses to read a file that has another schema.
    func requireCurrent(_ connection: borrowing Connection) throws(StoreFailure) {
        let found = try Self.version(of: connection)
        guard found <= version else { throw .refused(.schemaTooNew(found: found, supported: version)) }
        guard found == version else {
            let cause = "the file has schema \(found) and waits for its migration to \(version)"
            throw .refused(.storeUnavailable(operation: "open", cause: cause))
        }
    }

    static func version(of connection: borrowing Connection) throws(StoreFailure) -> Int {
        try connection.integer("PRAGMA user_version") ?? 0
    }

    /// A copy that an interrupted start left is replaced, since the file is still what it was then.
    private func copyAside(_ connection: borrowing Connection, to path: String) throws(StoreFailure) {
        do {
            try FileSystem.remove(path)
        } catch {
            throw .refused(error)
        }
        try connection.run("VACUUM INTO ?1", path)
    }
}
