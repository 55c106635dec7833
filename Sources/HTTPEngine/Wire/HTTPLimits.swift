/// How much one message may ask of us.
///
/// Whatever exceeds a limit is refused, never cut.
public struct HTTPLimits: Sendable, Hashable {
    /// The bytes of a head, from the first of the start line to the empty line; at most 65,535.
    ///
    /// Over it: 431.
    public var headBytes = 16_384
    /// The field lines of a head.
    ///
    /// Over it: 431.
    public var fieldCount = 100
    /// The bytes of a request target.
    ///
    /// Over it: 414.
    public var targetBytes = 8_192
    /// The bytes of a request body, without framing.
    ///
    /// Over it: 413.
    public var bodyBytes = 104_857_600
    /// The bytes of the extensions of one chunk.
    public var chunkExtensionBytes = 256
    /// The bytes of all trailer fields of a body.
    public var trailerBytes = 4_096

    public init() {}
}
