import FoundationEssentials
import ReleaseModel

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
