import SQLiteAccess

/// Reads all resources from end to end, and reports instead of giving up.
public enum ResourceCheck {
    /// Checks the file as it is at one moment, in use or not; nothing is changed and no writer is delayed.
    ///
    /// Throws only when the file cannot be opened; what is wrong in it is in the report.
    public static func run(_ path: String) async throws(ResourceError) -> ResourceCheckReport {
        let file = ResourceFile(label: "check")
        try await file.open(path, access: .readOnly, schema: .resources)
        do {
            let report = try await file.read("check") { (connection) throws(StoreFailure) in
                var report = ResourceCheckReport()
                try report.findings.checkFile(connection)
                report.namespaces = try report.findings.checkNamespaces(connection)
                report.pairs = try report.findings.checkPairs(connection)
                return report
            }
            await file.close()
            return report
        } catch {
            await file.close()
            throw error
        }
    }
}

extension FileFindings {
    fileprivate mutating func checkNamespaces(_ connection: borrowing Connection) throws(StoreFailure) -> Int {
        let query = "SELECT id, account, title, created_at FROM kv_namespace"
        return try forEachRow(of: "kv_namespace", in: connection, query) { (row) throws(StoreFailure) in
            _ = try row.namespace()
        }
    }

    fileprivate mutating func checkPairs(_ connection: borrowing Connection) throws(StoreFailure) -> Int {
        try forEachRow(
            of: "kv_pair",
            in: connection,
            """
            SELECT id, key, metadata IS NULL OR (length(CAST(metadata AS BLOB)) <= ?1 AND json_valid(metadata)),
                length(value) <= ?2 FROM kv_pair
            """,
            [KVLimit.metadataBytes.maximum, KVLimit.valueBytes.maximum]
        ) { (row) throws(StoreFailure) in
            _ = (try row.integer(), try row.key())
            guard try row.integer() == 1, try row.integer() == 1 else { throw row.corrupt }
        }
    }
}
