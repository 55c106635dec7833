import Glibc

extension LoopThread {
    /// Runs the body on the loop and returns its result; throws `ECANCELED` when the loop takes no more work.
    func perform<Output: Sendable>(
        _ body: @escaping @Sendable (EventLoop) throws(LoopError) -> Output
    ) async throws(LoopError) -> Output {
        let result: Result<Output, LoopError> = await withCheckedContinuation { continuation in
            let isAccepted = submit { loop in
                continuation.resume(returning: Result { () throws(LoopError) in try body(loop) })
            }
            guard !isAccepted else { return }
            continuation.resume(returning: .failure(LoopError(operation: "use the loop \(name)", code: ECANCELED)))
        }
        return try result.get()
    }
}
