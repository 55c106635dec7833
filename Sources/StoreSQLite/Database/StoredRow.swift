import SQLiteAccess

/// A value that is read from rows of one table.
protocol StoredRow: Sendable {
    static var table: String { get }
    /// The columns in the order in which ``init(_:)`` reads them, the key first.
    static var columns: String { get }

    init(_ row: inout Row) throws(StoreFailure)
}

extension Connection {
    /// Returns the first row; `clauses` begin behind the table's name.
    func first<Value: StoredRow>(
        _ clauses: String,
        _ values: any SQLBindable...
    ) throws(StoreFailure) -> Value? {
        let statement = try statement("SELECT \(Value.columns) FROM \(Value.table) \(clauses)", values)
        guard try statement.step() else { return nil }
        var row = statement.row(of: Value.table)
        return try Value(&row)
    }

    /// Returns all rows; the clauses must bound their number.
    func all<Value: StoredRow>(
        _ clauses: String,
        _ values: any SQLBindable...
    ) throws(StoreFailure) -> [Value] {
        let statement = try statement("SELECT \(Value.columns) FROM \(Value.table) \(clauses)", values)
        var rows: [Value] = []
        while try statement.step() {
            var row = statement.row(of: Value.table)
            rows.append(try Value(&row))
        }
        return rows
    }
}
