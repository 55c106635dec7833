/// Decides when a head that has come in part is worth parsing again.
///
/// The parser starts afresh each time. A sender that dribbles single bytes would make that quadratic; a head can only
/// become complete with a line feed, and each line feed must end a line, of which a head may have few.
public struct HeadAccumulator: Sendable {
    private var seen = 0

    public init() {}

    /// Whether parsing the bytes, which begin with those of earlier calls, can lead further than the last time.
    ///
    /// True for the first bytes, so that garbage is refused at once, after a line feed, and at the size limit.
    public mutating func isWorthParsing(_ bytes: Span<UInt8>, limits: HTTPLimits) -> Bool {
        let old = seen
        seen = bytes.count
        if old == 0 || bytes.count >= limits.headBytes || bytes.count >= old &* 2 { return true }
        for index in old..<bytes.count where bytes[index] == UInt8(ascii: "\n") { return true }
        return false
    }

    /// Begins another head.
    public mutating func reset() {
        seen = 0
    }
}
