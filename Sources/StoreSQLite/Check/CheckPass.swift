import SQLiteAccess

/// One reading of a store from end to end, which reports instead of giving up.
protocol CheckPass {
    var report: CheckReport { get set }
}

extension CheckPass {
    /// Hands every row to the body; one that cannot be read is reported, and the rest of a damaged table given up.
    mutating func forEach<Value: StoredRow>(
        _ type: Value.Type,
        _ connection: borrowing Connection,
        _ clauses: String = "",
        _ body: (inout Self, Value, borrowing Connection) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        do throws(StoreFailure) {
            let statement = try connection.statement("SELECT \(Value.columns) FROM \(Value.table) \(clauses)")
            while try statement.step() {
                var row = statement.row(of: Value.table)
                do throws(StoreFailure) {
                    try body(&self, try Value(&row), connection)
                } catch .corrupt(let table, let key) {
                    report.add(.rowUnreadable, "\(table) \(key)")
                }
            }
        } catch  where error.isDamage {
            report.add(.fileDamaged, Value.table)
        }
    }

    /// Asks SQLite itself about pages, indexes, constraints and foreign keys.
    mutating func checkFile(_ connection: borrowing Connection, _ name: String) throws(StoreFailure) {
        do throws(StoreFailure) {
            let statement = try connection.statement("PRAGMA main.integrity_check(100)")
            while try statement.step() {
                var row = statement.row(of: name)
                let finding = try row.text()
                if finding != "ok" { report.add(.fileDamaged, "\(name): \(finding)") }
            }
            let orphans = try connection.statement("PRAGMA main.foreign_key_check")
            while try orphans.step() {
                var row = orphans.row(of: name)
                report.add(.referenceBroken, "table \(try row.text())")
            }
        } catch  where error.isDamage {
            report.add(.fileDamaged, name)
        }
    }
}
