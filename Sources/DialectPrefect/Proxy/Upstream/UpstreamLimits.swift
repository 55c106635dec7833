import HTTPEngine

/// What the proxy grants the Prefect server behind it.
struct UpstreamLimits: Sendable, Hashable {
    /// The connections for requests that are open at one time; more requests wait for one.
    var connections = 128
    /// The WebSockets that are open at one time: a worker has three.
    var sockets = 1_024
    /// How long an unused connection is kept.
    ///
    /// The server closes it after 5 seconds. A request on a connection that closes at that moment is lost, and nobody
    /// can tell whether it was carried out.
    var keepAlive = Duration.seconds(3)
    /// To connect, or to get a free connection.
    var connectTimeout = Duration.seconds(5)
    /// To the head of an answer: the server does one thing at a time, and lists of runs take long.
    var headTimeout = Duration.seconds(120)
    /// Between two pieces of a body.
    var idleTimeout = Duration.seconds(60)

    /// The largest body, in bytes, that is kept to be sent again.
    var repeatableBytes = 1_048_576
    /// The pause before the second attempt; each further one is twice as long.
    var firstPause = Duration.milliseconds(50)
    var longestPause = Duration.seconds(1)
    /// From the first attempt to the beginning of the last.
    var repeatDeadline = Duration.seconds(30)

    /// The largest answer, in bytes, to a request of our own.
    var answerBytes = 16_777_216

    var client: ClientLimits {
        var limits = ClientLimits()
        limits.connections = connections
        limits.keepAlive = keepAlive
        // The server closes the connection after some errors without saying so.
        limits.keepsConnectionsAfterErrors = false
        return limits
    }

    var timeouts: ClientTimeouts {
        var timeouts = ClientTimeouts()
        timeouts.connect = connectTimeout
        timeouts.head = headTimeout
        timeouts.idle = idleTimeout
        return timeouts
    }
}
