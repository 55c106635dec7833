public import ReleaseModel

/// Where it is written what is being done to flows, one thing at a time to each.
public protocol FlowJournal: Sendable {
    /// Stores an intent durably; ``ReleaseError/conflict(_:)`` when the flow has one already.
    func open(_ intent: FlowIntent) async throws(ReleaseError)
    /// Removes an intent that led to nothing; those that led to a change are removed by ``ReleaseChange/settles``.
    func close(_ intent: FlowIntent.ID) async throws(ReleaseError)
    func intent(of flow: WorkloadName) async throws(ReleaseError) -> FlowIntent?
    /// Returns all intents, oldest first.
    func intents() async throws(ReleaseError) -> [FlowIntent]
}
