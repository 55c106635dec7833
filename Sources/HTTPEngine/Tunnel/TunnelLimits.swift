/// How long a tunnel may do nothing.
public struct TunnelLimits: Sendable, Hashable {
    /// Without a byte in either direction.
    ///
    /// Protocols that live in tunnels send something now and then: WebSocket clients mostly ping every 20 seconds.
    public var idle = Duration.seconds(300)
    /// The same, once one side has ended and the other has not.
    public var halfClosed = Duration.seconds(10)
    /// How long the tunnels of a server that stops may still carry what is under way.
    public var farewell = Duration.seconds(1)

    public init() {}
}
