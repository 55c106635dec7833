import Lifecycle
import ReleaseModel

/// One call of a function whose version was chosen.
struct FunctionCall: Sendable {
    let requestID: String
    let version: ResolvedVersion
    let key: FunctionKey
    /// The most instances that it may have.
    let cap: Int
    var type = FunctionCallRecord.InvocationType.sync
    /// How often it was tried before.
    var retryCount = 0
    /// Opened to end it before its time.
    var abort: Gate?

    var execution: Execution { key.content.execution }
    var service: String { version.workload.name.text }
    var function: String { key.function }
}
