public import FoundationEssentials

/// What the dialect needs from outside besides the stores.
public struct CloudflareEnvironment: Sendable {
    /// The wall clock.
    public let now: @Sendable () -> Date
    public let makeUUID: @Sendable () -> UUID
    /// Returns an authentication code under a key that is this store's alone and outlives the process.
    public let authenticate: @Sendable ([UInt8]) -> [UInt8]
    /// Takes what only the log may know: the request's id, the code, and the cause.
    public let report: @Sendable (_ requestID: String, _ code: Int, _ cause: String) -> Void

    public init(
        now: @escaping @Sendable () -> Date,
        makeUUID: @escaping @Sendable () -> UUID,
        authenticate: @escaping @Sendable ([UInt8]) -> [UInt8],
        report: @escaping @Sendable (_ requestID: String, _ code: Int, _ cause: String) -> Void
    ) {
        self.now = now
        self.makeUUID = makeUUID
        self.authenticate = authenticate
        self.report = report
    }
}
