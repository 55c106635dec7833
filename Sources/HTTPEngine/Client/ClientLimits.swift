/// What a client allows itself and its peer.
public struct ClientLimits: Sendable, Hashable {
    /// The limits of a response's head and framing; the body has none but the reader's.
    public var message = HTTPLimits()
    /// The connections that are open at one time.
    public var connections = 8
    /// The calls that may wait for one of them.
    public var waitingCalls = 1_024
    /// The bytes of a response body that wait to be read.
    public var bodyBufferBytes = 65_536
    /// How long an unused connection is kept; shorter than any server of ours keeps it.
    public var keepAlive = Duration.seconds(15)

    /// Whether a connection is used again after an answer of 500 or more, after which some servers close it unasked.
    public var keepsConnectionsAfterErrors = true
    /// What tunnels are granted; each is a connection of its own.
    public var tunnels = TunnelLimits()

    public init() {}
}
