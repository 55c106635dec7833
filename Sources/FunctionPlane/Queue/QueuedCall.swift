import FoundationEssentials
import ReleaseModel
import SQLiteAccess

/// An asynchronous call as it is accepted.
struct QueuedCall: Sendable, Hashable {
    var account: Account.ID
    var workload: Workload.ID
    var service: String
    var function: String
    /// As the caller said it.
    var qualifier: String
    /// What was drawn, of which all attempts are; `nil` for the head.
    var version: Version.ID?
    var requestID: String
    /// The name by which it can be looked at and stopped; `nil` where nobody wants that.
    var invocationID: String?
    /// How often it is tried again.
    var retries: Int
    /// How many calls have led to one another, this one included.
    var depth = 1
    var acceptedAt: Date
    /// When it is too late to begin.
    var expiresAt: Date
    var onSuccess: String?
    var onFailure: String?
    var payload: [UInt8]
}

/// A call that was taken out of the queue to be made.
struct ClaimedCall: Sendable, Hashable {
    let number: Int
    /// This one included.
    let attempts: Int
    let call: QueuedCall
}

/// How an attempt ended.
struct CallEnding: Sendable, Hashable {
    var status: InvocationStatus
    var at: Date
    /// For calls that are tried again.
    var dueAt: Date?
    /// Whether it counts among the attempts.
    var isCounted = true
    var milliseconds: Int?
    var instance: String?
    var error: String?
    var result: [UInt8]?
}

extension ClaimedCall {
    static let columns = """
        number, attempts, account, workload, service, function, qualifier, version, request_id, invocation_id, \
        retries, depth, accepted_at, expires_at, on_success, on_failure, payload
        """

    /// Reads a call that waits, as it is from now on.
    init(_ row: inout Row) throws(StoreFailure) {
        number = try row.integer()
        attempts = try row.integer() + 1
        call = QueuedCall(
            account: try row.identifier(),
            workload: try row.identifier(),
            service: try row.text(),
            function: try row.text(),
            qualifier: try row.text(),
            version: try row.optionalIdentifier(),
            requestID: try row.text(),
            invocationID: try row.optionalText(),
            retries: try row.integer(),
            depth: try row.integer(),
            acceptedAt: try row.date(),
            expiresAt: try row.date(),
            onSuccess: try row.optionalText(),
            onFailure: try row.optionalText(),
            payload: try row.bytes()
        )
    }
}
