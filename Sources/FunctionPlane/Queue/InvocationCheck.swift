import ReleaseModel
public import SQLiteAccess

/// Reads all accepted calls from end to end, and reports instead of giving up.
public struct InvocationCheck: Sendable, Hashable {
    public private(set) var calls = 0
    public private(set) var findings = FileFindings()

    /// Says that there is nothing, and nothing wrong with it.
    public init() {}

    /// Checks the file as it is at one moment, in use or not; nothing is changed and no writer is delayed.
    ///
    /// Throws only when the file cannot be opened; what is wrong in it is in the findings.
    public static func run(_ path: String) async throws(QueueFailure) -> InvocationCheck {
        let file = DatabaseQueue<QueueFailure>(label: "check", translate: QueueFailure.init)
        try await file.open(path, access: .readOnly, schema: .functions)
        do {
            let check = try await file.read("check") { (connection) throws(StoreFailure) in
                var check = InvocationCheck()
                try check.findings.checkFile(connection)
                try check.checkCalls(connection)
                try check.checkEvents(connection)
                try check.checkTimers(connection)
                return check
            }
            await file.close()
            return check
        } catch {
            await file.close()
            throw error
        }
    }

    private mutating func checkCalls(_ connection: borrowing Connection) throws(StoreFailure) {
        calls = try findings.forEachRow(
            of: "invocation",
            in: connection,
            "SELECT \(ClaimedCall.columns), status, ended_at, size = length(payload) FROM invocation"
        ) { (row) throws(StoreFailure) in
            _ = try ClaimedCall(&row)
            let status = InvocationStatus(rawValue: try row.integer())
            let hasEnded = try row.optionalDate() != nil
            guard status?.isOver == hasEnded, try row.integer() == 1 else { throw row.corrupt }
        }
    }

    private mutating func checkEvents(_ connection: borrowing Connection) throws(StoreFailure) {
        let query = "SELECT invocation, number, status, at, detail FROM invocation_event"
        _ = try findings.forEachRow(of: "invocation_event", in: connection, query) { (row) throws(StoreFailure) in
            _ = try row.integer()
            _ = try StoredInvocation.Event(&row)
        }
    }

    private mutating func checkTimers(_ connection: borrowing Connection) throws(StoreFailure) {
        let query = "SELECT hex(trigger), trigger, fired_at FROM timer"
        _ = try findings.forEachRow(of: "timer", in: connection, query) { (row) throws(StoreFailure) in
            _ = try row.text()
            let _: Trigger.ID = try row.identifier()
            _ = try row.date()
        }
    }
}
