/// A function as a configuration describes it; `nil` where it says nothing.
public struct FunctionSettings: Sendable, Hashable {
    public let name: String
    public let description: String?
    /// As asked, such as `python3.9`; what runs it is the server's matter.
    public let runtime: String
    public let handler: String?
    public let code: FunctionCode
    /// In MiB.
    public let memorySize: Int?
    /// In MiB, of the folder for temporary files.
    public let diskSize: Int?
    /// In seconds.
    public let timeout: Int?
    /// The port that a custom runtime listens on.
    public let port: Int?
    /// Values that are numbers or booleans are as they are written.
    public let environmentVariables: [String: String]?
    public let initializer: LifecycleHook?
    public let beforeFreeze: LifecycleHook?
    public let beforeStop: LifecycleHook?
    /// How many requests an instance serves at once.
    public let instanceConcurrency: Int?
    public let instanceType: String?
    /// Names of layers, the first mounted first.
    public let layers: [String]?
    public let startCommand: StartCommand?
    public let healthCheck: HealthCheckSettings?
    public let asynchronous: AsynchronousSettings?
    /// Everything else, such as `customDNS` and `cpu`, each as compact JSON.
    public let other: [String: String]
}
