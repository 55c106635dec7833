/// What a handler grants the client of one WebSocket.
public struct WebSocketOptions: Sendable, Hashable {
    /// The payload of one message of the client, all its fragments together.
    ///
    /// Over it: close code 1009.
    public var messageBytes = 65_536
    /// The bytes of messages that wait for the handler to receive them; further ones wait in the client's socket.
    ///
    /// Each message counts 64 bytes more than it has, so that there cannot be any number of empty ones.
    public var incomingBytes = 65_536
    /// The bytes that may wait for the client to read them; over it, senders are suspended.
    ///
    /// One message, of whatever size, may go over it.
    public var outgoingBytes = 262_144
    /// How long a client may be silent before it is asked whether it lives; it has as long again to answer.
    public var pingInterval = Duration.seconds(30)
    /// How long the client has to answer our close.
    public var closeTimeout = Duration.seconds(5)
    /// Whether frames may come unmasked, against RFC 6455, section 5.1, which some clients do not follow.
    ///
    /// Masking protects proxies from pages in browsers, and browsers always mask.
    public var acceptsUnmaskedFrames = false

    public init() {}
}
