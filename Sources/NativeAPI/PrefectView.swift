public import ReleaseCore

/// What the API sees of the Prefect server that this one stands in front of.
public struct PrefectView: Sendable {
    /// Where Prefect's clients and pages are led to.
    public let url: String
    /// Where the server behind it is, without what opens it.
    public let upstream: String
    /// Where it is written what is being done to flows.
    public let journal: any FlowJournal
    /// Asks the server whether it answers; returns within seconds.
    public let isAnswering: @Sendable () async -> Bool

    public init(
        url: String,
        upstream: String,
        journal: any FlowJournal,
        isAnswering: @escaping @Sendable () async -> Bool
    ) {
        self.url = url
        self.upstream = upstream
        self.journal = journal
        self.isAnswering = isAnswering
    }
}
