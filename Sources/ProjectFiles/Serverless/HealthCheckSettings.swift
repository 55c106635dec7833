/// How an instance of a custom runtime is asked for its health; `nil` where the configuration says nothing.
public struct HealthCheckSettings: Sendable, Hashable {
    public let path: String?
    /// In seconds.
    public let initialDelay: Int?
    /// In seconds.
    public let period: Int?
    /// In seconds.
    public let timeout: Int?
    public let failureThreshold: Int?
    public let successThreshold: Int?
}
