import DialectFunctionCompute
import SQLiteAccess

/// Why the queue cannot do what is asked of it.
public enum QueueFailure: Error, Sendable, Hashable {
    /// The file cannot be read or written; the text is for the log.
    case unavailable(operation: String, cause: String)
    /// A call of that name was accepted before.
    case nameTaken

    init(_ failure: StoreFailure, during operation: String) {
        self =
            switch failure {
            case .refused(let failure as QueueFailure): failure
            default: .unavailable(operation: operation, cause: "\(failure)")
            }
    }
}
