/// A service as a configuration describes it; `nil` where it says nothing.
public struct ServiceSettings: Sendable, Hashable {
    public let name: String
    public let description: String?
    public let internetAccess: Bool?
    public let role: String?
    /// Everything else, such as `logConfig` and `vpcConfig`, each as compact JSON.
    public let other: [String: String]
}
