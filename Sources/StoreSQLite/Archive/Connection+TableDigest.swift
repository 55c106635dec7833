import ContentDigest
import ReleaseModel
import SQLiteAccess

extension Connection {
    /// Returns a line `<digest> <name>` for each table of the file but the manifest, and one for their definitions.
    func tableDigests() throws(StoreFailure) -> String {
        var lines: [String] = []
        for table in try tables(of: "main") where table != ArchiveManifest.table {
            // An index may hold the same columns in another order, so the table itself is read.
            lines.append("\(try digest("SELECT * FROM \"\(table)\" NOT INDEXED")) \(table)")
        }
        let definitions = "SELECT type, name, sql FROM sqlite_master WHERE name <> 'manifest' ORDER BY type, name"
        lines.append("\(try digest(definitions)) sqlite_master")
        return lines.joined(separator: "\n")
    }

    /// Returns the names of the tables of an attached file, sorted.
    func tables(of database: String) throws(StoreFailure) -> [String] {
        let statement = try statement(
            "SELECT name FROM \(database).sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        var names: [String] = []
        while try statement.step() {
            var row = statement.row(of: "sqlite_master")
            names.append(try row.text())
        }
        return names
    }

    /// Digests all values of an answer, each behind its type and length.
    private func digest(_ query: String) throws(StoreFailure) -> Digest {
        let statement = try statement(query)
        var hash = SHA256()
        while try statement.step() { statement.feed(&hash) }
        guard let digest = Digest(hash.finalize()) else { preconditionFailure("SHA-256 has 32 bytes") }
        return digest
    }
}
