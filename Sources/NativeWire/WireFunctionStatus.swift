/// What functions run on, and what separates them from the machine.
public struct WireFunctionStatus: Codable, Sendable {
    /// Absent for a moment after the start, until it is known.
    public let sandbox: WireSandbox?
    /// All that there are for functions, those that cannot be started among them.
    public let engines: [WireFunctionEngine]
    /// Whether functions of services that ask for it share the machine's network.
    public let grantsNetwork: Bool

    public init(sandbox: WireSandbox?, engines: [WireFunctionEngine], grantsNetwork: Bool) {
        self.sandbox = sandbox
        self.engines = engines
        self.grantsNetwork = grantsNetwork
    }

    /// What runs functions that ask for this runtime; nil where nothing does.
    public func engine(for runtime: String) -> WireFunctionEngine? {
        engines.first { $0.runtimes.contains { $0.name == runtime } }
    }

    /// The same for an account that is not the operator's, which does not see how many instances others have.
    public var withoutCounts: WireFunctionStatus {
        WireFunctionStatus(sandbox: sandbox, engines: engines.map(\.withoutCounts), grantsNetwork: grantsNetwork)
    }
}
