public import FoundationEssentials
public import HTTPModel
public import ReleaseCore

/// What the pages need from outside.
public struct DashboardEnvironment: Sendable {
    /// The wall clock, for times that people read and for tokens that expire.
    public let now: @Sendable () -> Date
    /// The clock that sessions go by, which nobody sets.
    public let instant: @Sendable () -> ContinuousClock.Instant
    /// Returns as many bytes of cryptographic quality as it is asked for.
    public let randomBytes: @Sendable (Int) -> [UInt8]
    /// Answers a request to the native API on behalf of a token that is valid.
    public let api: @Sendable (HTTPRequest, AccessToken) async -> HTTPResponse

    public init(
        now: @escaping @Sendable () -> Date,
        instant: @escaping @Sendable () -> ContinuousClock.Instant,
        randomBytes: @escaping @Sendable (Int) -> [UInt8],
        api: @escaping @Sendable (HTTPRequest, AccessToken) async -> HTTPResponse
    ) {
        self.now = now
        self.instant = instant
        self.randomBytes = randomBytes
        self.api = api
    }
}
