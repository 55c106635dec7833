import FoundationEssentials
import ReleaseModel
import SQLiteAccess

/// An asynchronous call that can be looked at, as it is stored.
struct StoredInvocation: Sendable, Hashable {
    let number: Int
    let account: Account.ID
    let service: String
    let function: String
    let qualifier: String
    let requestID: String
    let invocationID: String
    let status: InvocationStatus
    let attempts: Int
    let acceptedAt: Date
    let endedAt: Date?
    let milliseconds: Int?
    let instance: String?
    let error: String?
    let result: [UInt8]?
    let size: Int
    /// Only where it was asked for.
    var payload: [UInt8]?
    var events: [Event] = []

    struct Event: Sendable, Hashable {
        let number: Int
        let status: InvocationStatus
        let at: Date
        let detail: String
    }
}

/// Which calls of a function are asked for.
struct InvocationQuery: Sendable, Hashable {
    let workload: Workload.ID
    let function: String
    var qualifier: String?
    var prefix = ""
    var status: InvocationStatus?
    /// Milliseconds since 1970, both included.
    var times = 0...Int(Int32.max) * 1_000
    var isDescending = false
    var includesPayload = false
    /// The number behind which to go on.
    var after: Int?
    var limit: Int
}

extension StoredInvocation.Event {
    init(_ row: inout Row) throws(StoreFailure) {
        number = try row.integer()
        guard let status = InvocationStatus(rawValue: try row.integer()) else { throw row.corrupt }
        self.status = status
        at = try row.date()
        detail = try row.text()
    }
}

extension Connection {
    private static let columns = """
        number, account, service, function, qualifier, request_id, invocation_id, status, attempts, accepted_at, \
        ended_at, duration, instance, error, result, size
        """

    func invocation(
        _ id: String,
        of function: String,
        in workload: Workload.ID
    ) throws(StoreFailure) -> StoredInvocation? {
        let statement = try statement(
            """
            SELECT \(Self.columns), payload FROM invocation
            WHERE workload = ?1 AND function = ?2 AND invocation_id = ?3
            """,
            [workload, function, id]
        )
        guard try statement.step() else { return nil }
        var row = statement.row(of: "invocation")
        var found = try Self.invocation(&row)
        found.payload = try row.bytes()
        found.events = try events(of: found.number)
        return found
    }

    func invocations(_ query: InvocationQuery) throws(StoreFailure) -> [StoredInvocation] {
        let order = query.isDescending ? "DESC" : "ASC"
        let statement = try statement(
            """
            SELECT \(Self.columns)\(query.includesPayload ? ", payload" : "") FROM invocation
            WHERE workload = ?1 AND function = ?2 AND invocation_id IS NOT NULL
                AND (?3 IS NULL OR qualifier = ?3) AND (?4 IS NULL OR status = ?4)
                AND substr(invocation_id, 1, length(?5)) = ?5 AND accepted_at BETWEEN ?6 AND ?7
                AND (?8 IS NULL OR number \(query.isDescending ? "<" : ">") ?8)
            ORDER BY number \(order) LIMIT ?9
            """,
            [
                query.workload, query.function, query.qualifier, query.status?.rawValue, query.prefix,
                query.times.lowerBound, query.times.upperBound, query.after, query.limit,
            ]
        )
        var found: [StoredInvocation] = []
        while try statement.step() {
            var row = statement.row(of: "invocation")
            var invocation = try Self.invocation(&row)
            if query.includesPayload { invocation.payload = try row.bytes() }
            found.append(invocation)
        }
        return found
    }

    private func events(of number: Int) throws(StoreFailure) -> [StoredInvocation.Event] {
        let statement = try statement(
            "SELECT number, status, at, detail FROM invocation_event WHERE invocation = ?1 ORDER BY number",
            [number]
        )
        var events: [StoredInvocation.Event] = []
        while try statement.step() {
            var row = statement.row(of: "invocation_event")
            events.append(try StoredInvocation.Event(&row))
        }
        return events
    }

    private static func invocation(_ row: inout Row) throws(StoreFailure) -> StoredInvocation {
        let number = try row.integer()
        let account: Account.ID = try row.identifier()
        let names = (try row.text(), try row.text(), try row.text(), try row.text(), try row.text())
        guard let status = InvocationStatus(rawValue: try row.integer()) else { throw row.corrupt }
        return StoredInvocation(
            number: number,
            account: account,
            service: names.0,
            function: names.1,
            qualifier: names.2,
            requestID: names.3,
            invocationID: names.4,
            status: status,
            attempts: try row.integer(),
            acceptedAt: try row.date(),
            endedAt: try row.optionalDate(),
            milliseconds: try row.optionalInteger(),
            instance: try row.optionalText(),
            error: try row.optionalText(),
            result: try row.optionalBytes(),
            size: try row.integer()
        )
    }
}
