import FunctionPlane

extension StartFailure {
    init(_ failure: QueueFailure) {
        switch failure {
        case .unavailable(let operation, let cause):
            self.init(
                "cannot \(operation) the queue of calls: \(cause)",
                code: "store_unavailable",
                nextStep: "Remove the cause, or restore a backup with: sluice restore FILE"
            )
        case .nameTaken:
            self.init("a call of that name is in the queue already", code: "store_unavailable")
        }
    }
}
