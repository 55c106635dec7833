public import ReleaseModel

/// The system that flows run on, which has one content of each: that of the version that is live.
///
/// Its content is written by Sluice alone, or seen to be written; see ``ReleasePlane/follow(_:noting:by:_:)``. A call that
/// fails by ``FlowFailure/unreachable(_:)`` may have been carried out.
public protocol FlowUpstream: Sendable {
    /// Returns what there is of a flow by its name; `nil` when there is no such flow.
    func state(of name: String) async throws(FlowFailure) -> FlowState?

    /// Refuses content that cannot be applied, since something it refers to is not there; changes nothing.
    func check(_ content: Snapshot) async throws(FlowFailure)

    /// Returns what applying a content may lose although no version has it, in a form of its own.
    func keepsake(of flow: FlowState) async throws(FlowFailure) -> String

    /// Gives a flow a content, and what ``keepsake(of:)`` returned of it; doing so twice is as good as once.
    func apply(_ content: Snapshot, to flow: FlowState, keeping keepsake: String) async throws(FlowFailure)

    /// Returns runs of a flow, the newest first.
    func runs(_ query: FlowRunQuery, of name: String) async throws(FlowFailure) -> [FlowRun]

    /// Ends a run that waits.
    func cancel(_ run: FlowRun) async throws(FlowFailure)

    /// Makes a run of the content that the flow has now, with what was asked of one that waits; returns it.
    ///
    /// `content` is that under which the waiting one was made; `nil` where nobody has it any more.
    func recreate(_ run: FlowRun, of content: Snapshot?) async throws(FlowFailure) -> FlowRun

    /// What runs when a content does, and whether that is fixed by it.
    func pins(of content: Snapshot) -> [FlowPin]

    /// Names the properties in which two contents differ; none where they mean the same, however they are written.
    func differences(_ content: Snapshot, _ other: Snapshot) -> [String]
}

/// Why the system that flows run on did not do what it was asked.
public enum FlowFailure: Error, Sendable, Hashable {
    /// It gave no answer that tells whether it did.
    case unreachable(String)
    /// It does not let Sluice do this, whatever is asked; nothing was changed.
    case denied(String)
    /// It refused; nothing was changed.
    case refused(String)
    /// What a content refers to is not there: what it is, such as `work pool`, and its name.
    case missing(what: String, name: String)
    /// It has no such flow.
    case gone
    /// It took the content, and has something else in these properties nevertheless.
    case differs(in: [String])
    /// This server has none.
    case notConfigured
}

extension FlowFailure {
    /// Whether asking again would get the same answer.
    var isFinal: Bool {
        switch self {
        case .refused, .missing, .gone, .differs: true
        case .unreachable, .denied, .notConfigured: false
        }
    }
}
