/// What is granted to clients that have a WebSocket, need a token, and have not shown one yet.
struct OpeningLimits: Sendable, Hashable {
    /// From the beginning of the WebSocket to the end of its first message.
    ///
    /// Prefect's clients send it at once.
    var patience = Duration.seconds(10)
    /// How many there may be at one time; more are refused.
    var places = 64
}
