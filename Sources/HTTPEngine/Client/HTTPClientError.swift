/// Why a call brought no answer, or not a whole one.
public enum HTTPClientError: Error, Hashable, Sendable {
    /// What took too long.
    public enum Phase: String, Sendable, Hashable {
        /// Waiting for a free connection, finding the address, connecting.
        case connect
        /// From the end of the request to the head of the answer.
        case head
        /// Between two pieces of the request's or the answer's body.
        case idle
    }

    /// Nobody listens there, or not for us.
    case refused(LoopError)
    /// The host has no address; the reason is the system's.
    case unresolved(host: String, reason: String)
    case timedOut(Phase)
    /// The connection ended before the answer did.
    case closed
    /// The peer does not speak HTTP/1.1 as the standards have it; the text says where.
    case malformed(String)
    /// The request cannot be sent as it is.
    case invalidRequest(String)
    /// The request's body failed, or was not as long as it said.
    case requestBodyFailed
    /// As many calls as may are waiting for a connection.
    case tooManyCalls(limit: Int)
    /// The task that called was cancelled.
    case cancelled
    /// The client, or its loop, was shut down.
    case shutDown
}
