/// A binding by which one worker calls another.
public struct WireReferrer: Codable, Sendable, Hashable {
    /// The worker that calls.
    public let worker: String
    /// The number of its version that has the binding.
    public let version: Int
    /// The binding's name.
    public let binding: String

    public init(worker: String, version: Int, binding: String) {
        self.worker = worker
        self.version = version
        self.binding = binding
    }
}
