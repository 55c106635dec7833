import DialectFunctionCompute
import ReleaseModel
import RuntimeSupervision

/// What a caller gets of a call that did not come about, or failed.
enum CallRefusal: Error, Sendable {
    /// The platform's refusal.
    case refused(FunctionComputeError)
    /// The function's own failure.
    case failed(FunctionFailure)
}

extension StartFailure {
    func refusal(of call: FunctionCall) -> CallRefusal {
        switch self {
        case .code(let cause): .refused(.internalServerError(cause: cause))
        case .runtimeUnknown(let name):
            .refused(FunctionComputeError(.functionNotStarted, "nothing here runs functions of the runtime '\(name)'"))
        case .instance(let failure): Self.refusal(failure, of: call)
        }
    }

    private static func refusal(_ failure: InstanceFailure, of call: FunctionCall) -> CallRefusal {
        switch failure {
        case .loadFailed(let failure): .failed(.load(failure))
        case .ended(let ending): .failed(.exitedAtStart(ending))
        case .startTimedOut(let limit, _):
            .failed(
                call.execution.initializer.map { .initializerTimedOut(after: $0.timeout) }
                    ?? .startTimedOut(after: limit)
            )
        case .tooManyInstances, .tooManyWaiting: .refused(FunctionComputeError(.resourceExhausted, "\(failure)"))
        case .stopping: .refused(.stopping)
        case .specificationUnavailable, .backingOff: .refused(.internalServerError(cause: "\(failure)"))
        case .function(let failure): refusal(failure)
        }
    }

    private static func refusal(_ failure: FunctionStartFailure) -> CallRefusal {
        switch failure {
        case .bootstrapMissing(let text): .refused(FunctionComputeError(.caFileNotFound, text))
        case .bootstrapNotExecutable(let text): .refused(FunctionComputeError(.caFilePermission, text))
        case .commandExited(let text): .refused(FunctionComputeError(.caExited, text))
        case .notListening(let text): .refused(FunctionComputeError(.functionNotStarted, text))
        case .initializerFailed(let failure): .failed(.load(failure))
        case .packageUnreadable, .runtimeUnavailable, .sandboxUnavailable:
            .refused(FunctionComputeError(.functionNotStarted, "\(failure)"))
        }
    }
}

extension CapacityRefusal {
    func refusal(of call: FunctionCall) -> CallRefusal {
        switch self {
        case .startFailed(let failure): failure.refusal(of: call)
        case .stopping: .refused(.stopping)
        case .instancesBusy(let limit):
            .refused(
                FunctionComputeError(
                    .resourceExhausted,
                    "function '\(call.function)' has its \(limit) instances, and they are busy"
                )
            )
        case .nodeBusy(let limit):
            .refused(FunctionComputeError(.resourceExhausted, "all \(limit) instances of this server are busy"))
        case .tooManyWaiting(let limit):
            .refused(
                FunctionComputeError(
                    .resourceExhausted,
                    "\(limit) calls of function '\(call.function)' already wait for an instance"
                )
            )
        case .waitedTooLong:
            .refused(
                FunctionComputeError(
                    .resourceExhausted,
                    "no instance of function '\(call.function)' became free in time"
                )
            )
        }
    }
}

extension FunctionComputeError {
    static let stopping = FunctionComputeError(.resourceThrottled, "the server is stopping")
}
