/// What the functions of the runtime are doing, at one moment.
public struct FunctionStatus: Sendable, Hashable {
    public let sandbox: SandboxReport
    public let warmEngines: [FunctionEngine: Int]
    /// As the engines report it; those that have never started are absent.
    public let engineVersions: [FunctionEngine: String]
    public let instances: Int
}
