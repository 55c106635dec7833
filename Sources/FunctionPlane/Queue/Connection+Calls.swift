import FoundationEssentials
import ReleaseModel
import SQLiteAccess

/// Writing and claiming calls.
extension Connection {
    func add(_ call: QueuedCall) throws(StoreFailure) {
        do throws(StoreFailure) {
            try run(
                """
                INSERT INTO invocation (account, workload, service, function, qualifier, version, request_id,
                    invocation_id, status, attempts, retries, depth, accepted_at, due_at, expires_at, on_success,
                    on_failure, size, payload)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, ?9, ?10, ?11, ?11, ?12, ?13, ?14, ?15, ?16)
                """,
                call.account,
                call.workload,
                call.service,
                call.function,
                call.qualifier,
                call.version,
                call.requestID,
                call.invocationID,
                call.retries,
                call.depth,
                call.acceptedAt,
                call.expiresAt,
                call.onSuccess,
                call.onFailure,
                call.payload.count,
                call.payload
            )
        } catch  where error.isConstraint {
            throw .refused(QueueFailure.nameTaken)
        }
        if call.invocationID != nil {
            try note(.enqueued, ofInvocation: lastInsertedRow, at: call.acceptedAt, detail: "")
        }
    }

    func due(at now: Date, limit: Int) throws(StoreFailure) -> [ClaimedCall] {
        let statement = try statement(
            """
            SELECT \(ClaimedCall.columns) FROM invocation WHERE status IN (0, 2) AND due_at <= ?1
            ORDER BY due_at, number LIMIT ?2
            """,
            [now, limit]
        )
        var claimed: [ClaimedCall] = []
        while try statement.step() {
            var row = statement.row(of: "invocation")
            claimed.append(try ClaimedCall(&row))
        }
        return claimed
    }

    /// Ends an attempt: what is over is forgotten, unless it can be looked at; returns what the call has come to.
    ///
    /// One that was to be stopped while the attempt ended is not tried again.
    func end(_ item: ClaimedCall, _ ending: CallEnding) throws(StoreFailure) -> InvocationStatus {
        var ending = ending
        let present = try integer("SELECT status FROM invocation WHERE number = ?1", item.number)
        if !ending.status.isOver, present == InvocationStatus.stopping.rawValue { ending.status = .stopped }
        if ending.status.isOver, item.call.invocationID == nil {
            try run("DELETE FROM invocation WHERE number = ?1", item.number)
            return ending.status
        }
        try run(
            """
            UPDATE invocation SET status = ?2, due_at = coalesce(?3, due_at), ended_at = ?4, attempts = ?5,
                duration = ?6, instance = ?7, error = ?8, result = ?9 WHERE number = ?1
            """,
            item.number,
            ending.status.rawValue,
            ending.dueAt,
            ending.status.isOver ? ending.at : nil as Date?,
            ending.isCounted ? item.attempts : item.attempts - 1,
            ending.milliseconds,
            ending.instance,
            ending.error,
            ending.result
        )
        try note(ending.status, of: item, at: ending.at, detail: ending.error ?? "")
        return ending.status
    }

    /// Notes what a call that can be looked at has come to.
    func note(
        _ status: InvocationStatus,
        of item: ClaimedCall,
        at date: Date,
        detail: String = ""
    ) throws(StoreFailure) {
        guard item.call.invocationID != nil else { return }
        try note(status, ofInvocation: item.number, at: date, detail: detail)
    }

    func note(
        _ status: InvocationStatus,
        ofInvocation number: Int,
        at date: Date,
        detail: String
    ) throws(StoreFailure) {
        try run(
            """
            INSERT INTO invocation_event
            SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4 FROM invocation_event WHERE invocation = ?1
            """,
            number,
            status.rawValue,
            date,
            detail
        )
    }
}
