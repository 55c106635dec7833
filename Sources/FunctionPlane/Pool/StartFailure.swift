import DialectFunctionCompute
import RuntimeSupervision

/// Why an instance did not start.
enum StartFailure: Error, Sendable, Hashable {
    /// The function's own fault, or that of what runs it.
    case instance(InstanceFailure)
    /// Its code could not be brought to it; the cause is for the log.
    case code(cause: String)
    /// Nothing here runs functions of that runtime.
    case runtimeUnknown(String)

    /// Whether another attempt is no more likely to fail than the first was.
    var isPassing: Bool {
        switch self {
        case .instance(.tooManyInstances), .instance(.tooManyWaiting), .instance(.stopping): true
        default: false
        }
    }
}
