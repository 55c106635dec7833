public import FoundationEssentials
public import ReleaseModel

/// What is kept of one invocation, in the fields that Function Compute has for it.
public struct FunctionCallRecord: Sendable, Hashable {
    public let account: Account.ID
    public let workload: Workload.ID
    public let serviceName: String
    public let functionName: String
    /// As the caller said it.
    public let qualifier: String
    /// `LATEST`, or the number of the version.
    public let versionId: String
    public let requestId: String
    /// Empty where the call had no instance.
    public let instanceID: String
    /// The engine that really ran it, such as `Python 3.11.2`; empty where none did.
    public let engine: String
    public let invocationType: InvocationType
    public let operation: Operation
    public let invocationStartTimestamp: Date
    public let durationMs: Double
    public let isColdStart: Bool
    public let hasFunctionError: Bool
    /// `nil` where the function succeeded; for refusals their code.
    public let errorType: String?
    /// What the function may use, in MiB.
    public let memoryMB: Int
    /// What it has used at most, in MiB.
    public let memoryUsageMB: Double
    public let resourceMode: ResourceMode

    public enum InvocationType: String, Sendable, Hashable {
        case sync = "Sync"
        case async = "Async"
    }

    public enum Operation: String, Sendable, Hashable {
        case event = "InvokeFunction"
        case http = "HTTPInvoke"
    }

    public enum ResourceMode: String, Sendable, Hashable {
        case onDemand = "ondemand"
        case provisioned
    }
}
