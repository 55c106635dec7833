import Glibc

/// The tables of one file, as numbered steps from nothing to the newest form.
public struct Schema: Sendable {
    /// `steps[n]` leads from version n to version n + 1; a released step never changes.
    public let steps: [String]

    public init(steps: [String]) {
        self.steps = steps
    }

    public var version: Int { steps.count }

    /// Creates or migrates the tables in one transaction.
    ///
    /// The file as it was is copied beside it first, as `<path>.schema-<version>`. A newer schema is refused.
    func bringUpToDate(_ connection: borrowing Connection, path: String) throws(StoreFailure) {
        let found = try Self.version(of: connection)
        guard found <= version else { throw .schemaTooNew(found: found, supported: version) }
        guard found < version else { return }
        if found > 0 { try copyAside(connection, to: "\(path).schema-\(found)") }
        try connection.transaction(.write) { (connection) throws(StoreFailure) in
            // Another process may have done it while this one waited for the lock.
            let current = try Self.version(of: connection)
            guard current <= version else { throw .schemaTooNew(found: current, supported: version) }
            for step in steps[current...] { try connection.execute(step) }
            try connection.execute("PRAGMA user_version = \(version)")
        }
    }

    /// Refuses to read a file that has another schema.
    func requireCurrent(_ connection: borrowing Connection) throws(StoreFailure) {
        let found = try Self.version(of: connection)
        guard found <= version else { throw .schemaTooNew(found: found, supported: version) }
        guard found == version else { throw .schemaOutdated(found: found, newest: version) }
    }

    static func version(of connection: borrowing Connection) throws(StoreFailure) -> Int {
        try connection.integer("PRAGMA user_version") ?? 0
    }

    /// A copy that an interrupted start left is replaced, since the file is still what it was then.
    private func copyAside(_ connection: borrowing Connection, to path: String) throws(StoreFailure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .system("remove \(path)") }
        try connection.run("VACUUM INTO ?1", path)
    }
}
