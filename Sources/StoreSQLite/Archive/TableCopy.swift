import SQLiteAccess

/// Copies whole tables, with their definitions and indexes, from an attached file into an empty one.
enum TableCopy {
    /// Copies those of the tables that the source has; `excepting` gives conditions on rows by table.
    static func copy(
        _ tables: [String],
        from source: String,
        excepting conditions: [String: String] = [:],
        _ connection: borrowing Connection
    ) throws(StoreFailure) {
        for table in tables {
            for definition in try definitions("table", of: table, source, connection) {
                try connection.execute(definition)
            }
            let condition = conditions[table].map { "WHERE \($0)" } ?? ""
            try connection.execute("INSERT INTO main.\"\(table)\" SELECT * FROM \(source).\"\(table)\" \(condition)")
            for definition in try definitions("index", of: table, source, connection) {
                try connection.execute(definition)
            }
        }
    }

    /// Returns the statements that make a table or its indexes; those of its constraints come with the table.
    private static func definitions(
        _ type: String,
        of table: String,
        _ source: String,
        _ connection: borrowing Connection
    ) throws(StoreFailure) -> [String] {
        let statement = try connection.statement(
            "SELECT sql FROM \(source).sqlite_master WHERE type = ?1 AND tbl_name = ?2 AND sql IS NOT NULL ORDER BY name",
            [type, table]
        )
        var definitions: [String] = []
        while try statement.step() {
            var row = statement.row(of: "sqlite_master")
            definitions.append(try row.text())
        }
        return definitions
    }
}
