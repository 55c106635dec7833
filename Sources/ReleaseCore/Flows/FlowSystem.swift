/// Where flows run, and where it is written what is being done to them.
public struct FlowSystem: Sendable {
    public let upstream: any FlowUpstream
    public let journal: any FlowJournal
    public let ledger: any FlowRunLedger

    public init(upstream: any FlowUpstream, journal: any FlowJournal, ledger: any FlowRunLedger) {
        self.upstream = upstream
        self.journal = journal
        self.ledger = ledger
    }
}
