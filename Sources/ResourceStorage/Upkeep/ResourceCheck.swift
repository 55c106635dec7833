import SQLiteAccess

/// Reads all resources from end to end, and reports instead of giving up.
public struct ResourceCheck: Sendable {
    private var report = ResourceCheckReport()

    /// Checks the file as it is at one moment, in use or not; nothing is changed and no writer is delayed.
    ///
    /// Throws only when the file cannot be opened; what is wrong in it is in the report.
    public static func run(_ path: String) async throws(ResourceError) -> ResourceCheckReport {
        let file = ResourceFile(label: "check")
        try await file.open(path, access: .readOnly, schema: .resources)
        do {
            let report = try await file.read("check") { (connection) throws(StoreFailure) in
                var check = ResourceCheck()
                try check.checkFile(connection)
                try check.checkRows(connection)
                return check.report
            }
            await file.close()
            return report
        } catch {
            await file.close()
            throw error
        }
    }

    /// Asks SQLite itself about pages, indexes, constraints and foreign keys.
    private mutating func checkFile(_ connection: borrowing Connection) throws(StoreFailure) {
        try reporting("file") { (check) throws(StoreFailure) in
            let findings = try connection.statement("PRAGMA integrity_check(100)")
            while try findings.step() {
                var row = findings.row(of: "file")
                let finding = try row.text()
                if finding != "ok" { check.report.add(.fileDamaged, finding) }
            }
            let orphans = try connection.statement("PRAGMA foreign_key_check")
            while try orphans.step() {
                var row = orphans.row(of: "file")
                check.report.add(.referenceBroken, "\(try row.text()) \(try row.integer())")
            }
        }
    }

    private mutating func checkRows(_ connection: borrowing Connection) throws(StoreFailure) {
        try reporting("kv_namespace") { (check) throws(StoreFailure) in
            let namespaces = try connection.statement("SELECT id, account, title, created_at FROM kv_namespace")
            while try namespaces.step() {
                check.report.namespaces += 1
                try check.reportingRow(namespaces.row(of: "kv_namespace")) { (row) throws(StoreFailure) in
                    _ = try row.namespace()
                }
            }
        }
        try reporting("kv_pair") { (check) throws(StoreFailure) in
            let pairs = try connection.statement(
                """
                SELECT id, key, metadata IS NULL OR (length(CAST(metadata AS BLOB)) <= ?1 AND json_valid(metadata)),
                    length(value) <= ?2 FROM kv_pair
                """,
                [KVLimit.metadataBytes.maximum, KVLimit.valueBytes.maximum]
            )
            while try pairs.step() {
                check.report.pairs += 1
                try check.reportingRow(pairs.row(of: "kv_pair")) { (row) throws(StoreFailure) in
                    _ = (try row.integer(), try row.key())
                    guard try row.integer() == 1, try row.integer() == 1 else { throw row.corrupt }
                }
            }
        }
    }

    /// Gives up what SQLite cannot read, and reports that.
    private mutating func reporting(
        _ subject: String,
        _ body: (inout ResourceCheck) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        do throws(StoreFailure) {
            try body(&self)
        } catch  where error.isDamage {
            report.add(.fileDamaged, subject)
        }
    }

    /// Reports a row that breaks the rules, and goes on.
    private mutating func reportingRow(
        _ row: consuming Row,
        _ body: (inout Row) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        do throws(StoreFailure) {
            try body(&row)
        } catch .corrupt(let table, let key) {
            report.add(.rowUnreadable, "\(table) \(key)")
        }
    }
}
