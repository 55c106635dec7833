public import ReleaseModel

/// A line that a function has printed or logged, or that is said about its invocations.
public struct FunctionLogLine: Sendable, Hashable {
    public let account: Account.ID
    public let workload: Workload.ID
    public let service: String
    public let function: String
    /// `LATEST`, or the number of the version.
    public let version: String
    public let instanceID: String
    /// `nil` outside of invocations, and where it is not known.
    public let requestID: String?
    public let text: String
    public let isError: Bool
}
