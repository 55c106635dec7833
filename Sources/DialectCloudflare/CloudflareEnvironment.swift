public import FoundationEssentials

/// What the dialect needs from outside besides the stores.
public struct CloudflareEnvironment: Sendable {
    /// The wall clock.
    public let now: @Sendable () -> Date
    public let makeUUID: @Sendable () -> UUID
    /// Takes what only the log may know: the request's id, the code, and the cause.
    public let report: @Sendable (_ requestID: String, _ code: Int, _ cause: String) -> Void

    public init(
        now: @escaping @Sendable () -> Date,
        makeUUID: @escaping @Sendable () -> UUID,
        report: @escaping @Sendable (_ requestID: String, _ code: Int, _ cause: String) -> Void
    ) {
        self.now = now
        self.makeUUID = makeUUID
        self.report = report
    }
}
