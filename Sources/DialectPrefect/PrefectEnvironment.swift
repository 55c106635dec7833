public import FoundationEssentials

/// What the dialect needs from outside besides stores and network.
public struct PrefectEnvironment: Sendable {
    /// The wall clock.
    public let now: @Sendable () -> Date
    /// Hands the cause of a failure, and its code, to the log.
    public let report: @Sendable (_ code: String, _ cause: String) -> Void

    public init(now: @escaping @Sendable () -> Date, report: @escaping @Sendable (String, String) -> Void) {
        self.now = now
        self.report = report
    }
}
