/// How much of a multipart body is read before it is refused.
///
/// Its total size is the limit of the body itself.
public struct MultipartLimits: Sendable, Hashable {
    public var parts = 10_000
    /// The bytes of all fields of one part.
    public var partHeadBytes = 8 * 1024
    /// The bytes in front of the first boundary.
    public var preambleBytes = 4 * 1024
    /// The bytes behind the last boundary.
    public var epilogueBytes = 4 * 1024

    public init() {}
}
