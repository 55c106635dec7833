/// What a server grants its clients.
public struct ServerLimits: Sendable, Hashable {
    /// The limits of a single message.
    public var message = HTTPLimits()
    /// The open connections of the whole server; more are closed as they come.
    public var connections = 1_024
    /// The bytes of further requests that are read while one is being answered; further ones wait in the socket.
    public var pipelinedBytes = 65_536
    /// The bytes of a request body that wait for the handler to read them; further ones wait in the socket.
    public var bodyBufferBytes = 65_536
    /// The bytes of a body nobody wants that are read to keep the connection; if there are more it is closed.
    public var drainBytes = 262_144

    /// From the first byte of a head to its last.
    ///
    /// Over it: 408.
    public var headTimeout = Duration.seconds(10)
    /// Between two requests, and before the first.
    public var idleTimeout = Duration.seconds(60)
    /// Between two pieces of a request body, while they are wanted.
    public var bodyTimeout = Duration.seconds(30)
    /// For what was sent to leave, in addition to the time it takes at ``slowestBytesPerSecond``.
    public var writeTimeout = Duration.seconds(30)
    /// The slowest client that gets a whole answer.
    public var slowestBytesPerSecond = 16_384

    /// What tunnels are granted.
    public var tunnels = TunnelLimits()

    public init() {}

    /// How long that many bytes, which wait for a client to read them, may take to leave.
    func timeToLeave(_ byteCount: Int) -> Duration {
        writeTimeout + .seconds(byteCount / slowestBytesPerSecond)
    }
}
