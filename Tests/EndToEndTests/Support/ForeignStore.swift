import CSQLite

/// Changes a store as a newer release would.
enum ForeignStore {
    static func setSchema(of path: String, to version: Int) throws {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
            sqlite3_exec(database, "PRAGMA user_version = \(version)", nil, nil, nil) == SQLITE_OK
        else { throw Failure(text: String(cString: sqlite3_errmsg(database))) }
    }

    struct Failure: Error {
        let text: String
    }
}
