/// Where a scheduler notes the last minute that it has fired, so that a restart does not fire it again.
public protocol MinuteRecord: Sendable {
    /// Returns the minute noted last; `nil` when there was none.
    func lastMinute() async throws -> UTCMinute?

    /// Notes a minute, before anything of it is fired.
    func note(_ minute: UTCMinute) async throws
}
