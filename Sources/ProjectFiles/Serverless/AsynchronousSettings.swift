/// What becomes of asynchronous calls; `nil` where the configuration says nothing.
public struct AsynchronousSettings: Sendable, Hashable {
    /// The name of what is called after a success.
    public let onSuccess: String?
    /// The name of what is called after the last failure.
    public let onFailure: String?
    /// In seconds, from the call to the last try.
    public let maximumAge: Int?
    public let maximumRetries: Int?
    public let isStateful: Bool?
}
