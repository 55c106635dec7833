import CSQLite

/// The journal of flows as it is in the file of a store, read past the server.
enum FlowJournalFile {
    /// How long a reader waits for a store that is being opened, in milliseconds.
    private static let patience: Int32 = 2_000

    /// Counts what was begun and not finished.
    static func count(inHome home: String) throws -> Int {
        var database: OpaquePointer?
        var statement: OpaquePointer?
        defer {
            sqlite3_finalize(statement)
            sqlite3_close(database)
        }
        guard sqlite3_open_v2("\(home)/sluice.db", &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK,
            sqlite3_busy_timeout(database, patience) == SQLITE_OK,
            sqlite3_prepare_v2(database, "SELECT count(*) FROM flow_intent", -1, &statement, nil) == SQLITE_OK,
            sqlite3_step(statement) == SQLITE_ROW
        else { throw Failure(text: String(cString: sqlite3_errmsg(database))) }
        return Int(sqlite3_column_int64(statement, 0))
    }

    struct Failure: Error {
        let text: String
    }
}
