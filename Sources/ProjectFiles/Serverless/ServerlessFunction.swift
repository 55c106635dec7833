/// One entry below `services`: a function, the service it belongs to, and what leads to it.
public struct ServerlessFunction: Sendable, Hashable {
    /// The name of the entry, which placeholders and the vendor's tool use.
    public let id: String
    public let place: SourcePlace
    public let region: String?
    public let service: ServiceSettings
    /// `nil` for an entry that describes a service alone.
    public let function: FunctionSettings?
    public let triggers: [TriggerSettings]
    public let customDomains: [DomainSettings]
    /// How a new version takes the traffic over; `nil` when only the head is deployed.
    ///
    /// Actions of the whole file apply to every entry that has no plan of its own. Entries of one service share its
    /// versions, so their plans must be carried out together.
    public let canary: CanaryPlan?
    /// Commands and plugins other than the canary's, if they were to be kept.
    public let actions: [ProjectAction]
    /// Other members of `props`, each as compact JSON.
    public let other: [String: String]
}
