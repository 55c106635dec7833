/// Where flows run, and where it is written what is being done to them.
public struct FlowSystem: Sendable {
    public let upstream: any FlowUpstream
    public let journal: any FlowJournal

    public init(upstream: any FlowUpstream, journal: any FlowJournal) {
        self.upstream = upstream
        self.journal = journal
    }
}
