import FoundationEssentials
import ReleaseModel

/// What is told of a call besides its result.
struct CallFacts: Sendable {
    var instanceID = ""
    var engine = ""
    var isColdStart = false
    var isProvisioned = false
    var checksum = ""
    var startedAt: Date
    var duration = Duration.zero
    var memoryBytes = 0

    init(startedAt: Date) {
        self.startedAt = startedAt
    }

    /// In milliseconds.
    var milliseconds: Double { duration / .milliseconds(1) }
    /// In MiB.
    var memoryMebibytes: Double { Double(memoryBytes) / 1_048_576 }
    /// As answers have it: MiB with two digits after the point.
    var memoryText: String { Self.twoDigits(memoryMebibytes) }
    /// As logs have it: milliseconds with two digits after the point.
    var durationText: String { Self.twoDigits(milliseconds) }

    static func twoDigits(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    func record(of call: FunctionCall, _ operation: FunctionCallRecord.Operation, error: String?) -> FunctionCallRecord
    {
        FunctionCallRecord(
            account: call.version.workload.account,
            workload: call.version.workload.id,
            serviceName: call.service,
            functionName: call.function,
            qualifier: call.version.qualifier.name,
            versionId: call.version.label,
            requestId: call.requestID,
            instanceID: instanceID,
            engine: engine,
            invocationType: call.type,
            operation: operation,
            invocationStartTimestamp: startedAt,
            durationMs: milliseconds,
            isColdStart: isColdStart,
            hasFunctionError: error != nil,
            errorType: error,
            memoryMB: call.execution.memory,
            memoryUsageMB: memoryMebibytes,
            resourceMode: isProvisioned ? .provisioned : .onDemand
        )
    }
}
