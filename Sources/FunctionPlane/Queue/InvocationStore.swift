import FoundationEssentials
import ReleaseModel
import SQLiteAccess

/// Asynchronous calls in a file of their own: what was accepted outlives the process.
///
/// One process has it open. Every write is durable before it returns.
public struct InvocationStore: Sendable {
    private let file: DatabaseQueue<QueueFailure>
    /// What each account had in the queue when it was opened: what comes later is counted beside it.
    private(set) var usageAtOpening: [Account.ID: QueueUsage] = [:]

    /// Opens the file, making or migrating what is needed; the folder must be there.
    ///
    /// What ran when the process before ended waits again, and that attempt does not count.
    public static func open(_ path: String) async throws(QueueFailure) -> InvocationStore {
        let file = DatabaseQueue<QueueFailure>(label: "functions", translate: QueueFailure.init)
        try await file.open(path, access: .readWrite, schema: .functions)
        var store = InvocationStore(file: file)
        try await store.recover(at: Date())
        store.usageAtOpening = try await store.usage()
        return store
    }

    private init(file: DatabaseQueue<QueueFailure>) {
        self.file = file
    }

    /// Closes the file; whatever is asked afterwards is refused.
    public func close() async {
        await file.close()
    }

    private func recover(at now: Date) async throws(QueueFailure) {
        try await file.write("recover") { (connection) throws(StoreFailure) in
            try connection.run(
                "UPDATE invocation SET status = 2, due_at = ?1, attempts = attempts - 1 WHERE status = 1",
                now
            )
            try connection.run("UPDATE invocation SET status = 6, ended_at = ?1 WHERE status = 5", now)
            try connection.run("DELETE FROM invocation WHERE ended_at IS NOT NULL AND invocation_id IS NULL")
        }
    }

    /// What each account has in the queue.
    func usage() async throws(QueueFailure) -> [Account.ID: QueueUsage] {
        try await file.read("usage") { (connection) throws(StoreFailure) in
            let statement = try connection.statement(
                "SELECT account, count(*), sum(size) FROM invocation WHERE ended_at IS NULL GROUP BY account"
            )
            var usage: [Account.ID: QueueUsage] = [:]
            while try statement.step() {
                var row = statement.row(of: "invocation")
                let account: Account.ID = try row.identifier()
                usage[account] = QueueUsage(entries: try row.integer(), bytes: try row.integer())
            }
            return usage
        }
    }

    /// Keeps calls; returns once they are durable.
    ///
    /// With a timer it is noted together with them when that has fired.
    func add(_ calls: [QueuedCall], firing timer: (Trigger.ID, at: Date)? = nil) async throws(QueueFailure) {
        let fired = timer.map { ($0.0, $0.at) }
        try await file.write("enqueue") { (connection) throws(StoreFailure) in
            for call in calls { try connection.add(call) }
            if let (trigger, date) = fired {
                try connection.run(
                    "INSERT INTO timer VALUES (?1, ?2) ON CONFLICT DO UPDATE SET fired_at = excluded.fired_at",
                    trigger,
                    date
                )
            }
        }
    }

    /// Takes calls that are due, the longest due first, and notes that they run.
    func claim(upTo limit: Int, at now: Date) async throws(QueueFailure) -> [ClaimedCall] {
        try await file.write("claim") { (connection) throws(StoreFailure) in
            let claimed = try connection.due(at: now, limit: limit)
            for item in claimed {
                try connection.run(
                    "UPDATE invocation SET status = 1, attempts = ?2 WHERE number = ?1",
                    item.number,
                    item.attempts
                )
                try connection.note(.running, of: item, at: now)
            }
            return claimed
        }
    }

    /// When the next call is due; `nil` where none waits.
    func nextDue() async throws(QueueFailure) -> Date? {
        try await file.run("next") { (connection) throws(StoreFailure) in
            try connection.integer("SELECT min(due_at) FROM invocation WHERE status IN (0, 2)")
                .map(Date.init(milliseconds:))
        }
    }

    /// Notes how an attempt ended, together with the calls that tell of it; returns what the call has come to.
    @discardableResult
    func end(
        _ item: ClaimedCall,
        _ ending: CallEnding,
        telling calls: [QueuedCall]
    ) async throws(QueueFailure) -> InvocationStatus {
        try await file.write("end") { (connection) throws(StoreFailure) in
            let status = try connection.end(item, ending)
            for call in calls { try connection.add(call) }
            return status
        }
    }

    /// Forgets what ended before a time; returns how many calls that were.
    @discardableResult
    func sweep(endedBefore date: Date) async throws(QueueFailure) -> Int {
        try await file.write("sweep") { (connection) throws(StoreFailure) in
            try connection.run("DELETE FROM invocation WHERE ended_at < ?1", date)
        }
    }

    /// When each timer fired last, as far as it is known.
    func firings() async throws(QueueFailure) -> [Trigger.ID: Date] {
        try await file.read("timers") { (connection) throws(StoreFailure) in
            let statement = try connection.statement("SELECT trigger, fired_at FROM timer")
            var firings: [Trigger.ID: Date] = [:]
            while try statement.step() {
                var row = statement.row(of: "timer")
                let trigger: Trigger.ID = try row.identifier()
                firings[trigger] = try row.date()
            }
            return firings
        }
    }

    /// Forgets timers that are gone.
    func forget(_ triggers: [Trigger.ID]) async throws(QueueFailure) {
        try await file.write("forget") { (connection) throws(StoreFailure) in
            for trigger in triggers { try connection.run("DELETE FROM timer WHERE trigger = ?1", trigger) }
        }
    }
}

/// Calls that can be looked at.
extension InvocationStore {
    /// Returns a call by its name.
    func invocation(
        _ id: String,
        of function: String,
        in workload: Workload.ID
    ) async throws(QueueFailure) -> StoredInvocation? {
        try await file.read("get") { (connection) throws(StoreFailure) in
            try connection.invocation(id, of: function, in: workload)
        }
    }

    /// Returns calls of a function that were accepted in a time, in the order of their acceptance.
    func invocations(_ query: InvocationQuery) async throws(QueueFailure) -> [StoredInvocation] {
        try await file.read("list") { (connection) throws(StoreFailure) in try connection.invocations(query) }
    }

    /// Marks a call as to be stopped; one that waits is stopped at once.
    func stop(_ found: StoredInvocation, at now: Date) async throws(QueueFailure) -> StoppedCall {
        try await file.write("stop") { (connection) throws(StoreFailure) in
            let waiting = try connection.run(
                "UPDATE invocation SET status = 6, ended_at = ?2 WHERE number = ?1 AND status IN (0, 2)",
                found.number,
                now
            )
            if waiting > 0 {
                try connection.note(.stopped, ofInvocation: found.number, at: now, detail: "")
                return .waiting
            }
            let running = try connection.run(
                "UPDATE invocation SET status = 5 WHERE number = ?1 AND status IN (1, 5)",
                found.number
            )
            guard running > 0 else { return .over }
            try connection.note(.stopping, ofInvocation: found.number, at: now, detail: "")
            return .running(number: found.number)
        }
    }
}

/// What a call was doing when it was stopped.
enum StoppedCall: Sendable, Hashable {
    /// It waited, and never runs.
    case waiting
    /// It runs, and is to be ended.
    case running(number: Int)
    /// It had ended before.
    case over
}

/// What an account has in the queue.
struct QueueUsage: Sendable, Hashable {
    var entries = 0
    var bytes = 0
}
