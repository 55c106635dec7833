/// What is wrong with a file that was read from end to end, reporting instead of giving up.
public struct FileFindings: Sendable, Hashable {
    /// The most problems that are listed.
    public static let maximumProblems = 1_000

    public private(set) var problems: [Problem] = []
    /// Whether there were more problems than are listed.
    public private(set) var isCutShort = false

    public init() {}

    /// Something that is not as it should be.
    public struct Problem: Sendable, Hashable {
        public let code: Code
        /// Where it is, such as `kv_pair 17`.
        public let subject: String
    }

    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// SQLite finds the file damaged.
        case fileDamaged = "file_damaged"
        /// A stored value breaks the rules of its type.
        case rowUnreadable = "row_unreadable"
        /// A row refers to one that is not there.
        case referenceBroken = "reference_broken"
    }

    mutating func add(_ code: Code, _ subject: String) {
        guard problems.count < Self.maximumProblems else {
            isCutShort = true
            return
        }
        problems.append(Problem(code: code, subject: subject))
    }

    /// Asks SQLite itself about pages, indexes, constraints and foreign keys.
    public mutating func checkFile(_ connection: borrowing Connection) throws(StoreFailure) {
        try reporting("file") { (findings) throws(StoreFailure) in
            let answers = try connection.statement("PRAGMA integrity_check(100)")
            while try answers.step() {
                var row = answers.row(of: "file")
                let answer = try row.text()
                if answer != "ok" { findings.add(.fileDamaged, answer) }
            }
            let orphans = try connection.statement("PRAGMA foreign_key_check")
            while try orphans.step() {
                var row = orphans.row(of: "file")
                let (table, number) = (try row.text(), try row.optionalInteger())
                findings.add(.referenceBroken, number.map { "\(table) \($0)" } ?? table)
            }
        }
    }

    /// Hands every row of an answer to the body; one that it finds corrupt is reported, and the rest of a damaged table
    /// given up.
    ///
    /// Returns how many rows there were.
    public mutating func forEachRow(
        of table: String,
        in connection: borrowing Connection,
        _ query: String,
        _ values: [any SQLBindable] = [],
        _ body: (inout Row) throws(StoreFailure) -> Void
    ) throws(StoreFailure) -> Int {
        var count = 0
        try reporting(table) { (findings) throws(StoreFailure) in
            let rows = try connection.statement(query, values)
            while try rows.step() {
                count += 1
                var row = rows.row(of: table)
                do throws(StoreFailure) {
                    try body(&row)
                } catch .corrupt(let table, let key) {
                    findings.add(.rowUnreadable, "\(table) \(key)")
                }
            }
        }
        return count
    }

    /// Gives up what SQLite cannot read, and reports that.
    private mutating func reporting(
        _ subject: String,
        _ body: (inout FileFindings) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        do throws(StoreFailure) {
            try body(&self)
        } catch  where error.isDamage {
            add(.fileDamaged, subject)
        }
    }
}
