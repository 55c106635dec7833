public import FoundationEssentials
public import ReleaseModel

/// What the dialect needs from outside besides the stores.
public struct CloudflareEnvironment: Sendable {
    /// The wall clock.
    public let now: @Sendable () -> Date
    public let makeUUID: @Sendable () -> UUID
    /// Returns an authentication code under a key that is this store's alone and outlives the process.
    public let authenticate: @Sendable ([UInt8]) -> [UInt8]
    /// Returns as many bytes of cryptographic quality as it is asked for.
    public let randomBytes: @Sendable (Int) -> [UInt8]
    /// Begins to tell a worker's invocations; `nil` while no data process can.
    ///
    /// The worker pays for it until the feed is let go of.
    public let invocations: @Sendable (Workload.ID) async -> InvocationFeed?
    /// Takes what only the log may know: the request's id, the code, and the cause.
    public let report: @Sendable (_ requestID: String, _ code: Int, _ cause: String) -> Void

    public init(
        now: @escaping @Sendable () -> Date,
        makeUUID: @escaping @Sendable () -> UUID,
        authenticate: @escaping @Sendable ([UInt8]) -> [UInt8],
        randomBytes: @escaping @Sendable (Int) -> [UInt8],
        invocations: @escaping @Sendable (Workload.ID) async -> InvocationFeed?,
        report: @escaping @Sendable (_ requestID: String, _ code: Int, _ cause: String) -> Void
    ) {
        self.now = now
        self.makeUUID = makeUUID
        self.authenticate = authenticate
        self.randomBytes = randomBytes
        self.invocations = invocations
        self.report = report
    }
}
