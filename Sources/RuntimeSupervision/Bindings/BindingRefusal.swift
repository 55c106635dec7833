/// Why a call from worker to worker, or for a file, has no answer: the worker gets it as an `Error`.
public struct BindingRefusal: Error, Sendable, Hashable {
    /// A sentence for the author of the worker.
    public let message: String

    public init(_ message: String) {
        self.message = message
    }
}
