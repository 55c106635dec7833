import HTTPModel

/// A request that is being answered on a connection.
struct ServerExchange {
    let isHead: Bool
    let isHTTP10: Bool
    /// Whether the connection may serve another request afterwards.
    var isPersistent: Bool
    /// Whether the client holds its body back until it is asked for.
    var awaitsContinue: Bool
    /// The body, unless it was all there with the head.
    var incoming: IncomingBody?
    /// The handler at work.
    ///
    /// The connection is the parent of the task: it cancels it when it closes, and the server does
    /// not end before it returns.
    var task: Task<Void, Never>?
    var response = Response.awaited

    enum Response {
        case awaited
        case begun
        /// Given to the stream to its last byte.
        case sent
    }

    var isBodyComplete: Bool { incoming?.isComplete ?? true }

    /// Whether the rest of a body that nobody reads is worth reading for the sake of the connection.
    func canDrain(_ limits: ServerLimits) -> Bool {
        guard let incoming, !incoming.isComplete else { return true }
        return !awaitsContinue && incoming.discardedBytes <= limits.drainBytes
            && incoming.remainingBytes ?? 0 <= limits.drainBytes
    }
}
