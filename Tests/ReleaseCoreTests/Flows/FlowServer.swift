import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Synchronization

/// A system that runs flows, in memory, which can be made to fail.
final class FlowServer: FlowUpstream {
    /// A flow: its content is one text, and it has something besides that no version has.
    struct Flow: Hashable {
        var text: String
        var schedule = "daily"
    }

    enum Step: Hashable, CaseIterable {
        case state, check, keepsake, apply, applied
    }

    private struct State {
        var flows: [String: Flow] = [:]
        /// The call, counted from 1 over all steps, from which on nothing answers.
        var deathAt = Int.max
        var calls: [Step] = []
        var refusal: FlowFailure?
        var mangles = false
        var refusesKeepsakes = false
        var runs: [FlowRun] = []
        var done: [String] = []
        var kept: (run: String, failure: FlowFailure)?
    }

    private let state = Mutex(State())

    var calls: [Step] { state.withLock { $0.calls } }

    /// What was done with runs.
    var done: [String] { state.withLock { $0.done } }

    func add(_ run: FlowRun) {
        state.withLock { $0.runs.insert(run, at: 0) }
    }

    subscript(name: String) -> Flow? {
        get { state.withLock { $0.flows[name] } }
        set { state.withLock { $0.flows[name] = newValue } }
    }

    /// Lets everything fail from a call on, as if one of both had died.
    func die(at call: Int) {
        state.withLock { state in
            state.calls = []
            state.deathAt = call
        }
    }

    func revive() {
        state.withLock { $0.deathAt = .max }
    }

    /// Refuses contents, by a check or when they are applied.
    func refuse(with failure: FlowFailure?) {
        state.withLock { $0.refusal = failure }
    }

    /// Refuses what is to be kept besides the content.
    func refuseKeepsakes() {
        state.withLock { $0.refusesKeepsakes = true }
    }

    /// Makes something else of the next content.
    func mangle() {
        state.withLock { $0.mangles = true }
    }

    static func content(_ text: String) throws -> Snapshot {
        try Snapshot(kind: .flow, components: [], configuration: ["text": text])
    }

    // MARK: FlowUpstream

    func state(of name: String) async throws(FlowFailure) -> FlowState? {
        try enter(.state)
        guard let flow = self[name] else { return nil }
        do {
            return FlowState(reference: name, content: try Self.content(flow.text), label: "label \(flow.text)")
        } catch {
            throw .refused("\(error)")
        }
    }

    func check(_ content: Snapshot) async throws(FlowFailure) {
        try enter(.check)
        if case .missing = state.withLock({ $0.refusal }), let refusal = state.withLock({ $0.refusal }) {
            throw refusal
        }
    }

    func keepsake(of flow: FlowState) async throws(FlowFailure) -> String {
        try enter(.keepsake)
        return self[flow.reference]?.schedule ?? ""
    }

    /// In two steps, as the real one: the schedule is lost, then it is there again.
    func apply(_ content: Snapshot, to flow: FlowState, keeping keepsake: String) async throws(FlowFailure) {
        try enter(.apply)
        if case .refused = state.withLock({ $0.refusal }), let refusal = state.withLock({ $0.refusal }) {
            throw refusal
        }
        if content != flow.content {
            let mangled = state.withLock { state in
                defer { state.mangles = false }
                return state.mangles
            }
            let text = (content.configuration["text"] ?? "") + (mangled ? " mangled" : "")
            self[flow.reference] = Flow(text: text, schedule: "lost")
        }
        try enter(.applied)
        if state.withLock({ $0.refusesKeepsakes }) { throw .refused("no such schedule") }
        self[flow.reference]?.schedule = keepsake
    }

    func runs(_ query: FlowRunQuery, of name: String) async throws(FlowFailure) -> [FlowRun] {
        state.withLock { state in
            switch query {
            case .newest(let limit): Array(state.runs.prefix(limit))
            case .these(let ids): state.runs.filter { ids.contains($0.id) }
            case .waiting: state.runs.filter { $0.isScheduled && !$0.isAutomatic }
            }
        }
    }

    func cancel(_ run: FlowRun) async throws(FlowFailure) {
        try endRun("cancel \(run.name)", run)
    }

    func recreate(_ run: FlowRun, of content: Snapshot?) async throws(FlowFailure) -> FlowRun {
        try endRun("recreate \(run.name) of \(content?.configuration["text"] ?? "?")", run)
        return FlowRun(
            id: FlowPickup.ID(UUID()),
            name: "new \(run.name)",
            state: run.state,
            isScheduled: true,
            isAutomatic: false,
            label: nil,
            createdVersion: nil,
            createdAt: run.createdAt,
            expectedAt: run.expectedAt,
            startedAt: nil
        )
    }

    /// Fails to end runs of this name.
    func keep(_ run: String, _ failure: FlowFailure) {
        state.withLock { $0.kept = (run, failure) }
    }

    private func endRun(_ what: String, _ run: FlowRun) throws(FlowFailure) {
        if let kept = state.withLock({ $0.kept }), what == "cancel \(kept.run)" { throw kept.failure }
        if let refusal = state.withLock({ $0.refusal }) { throw refusal }
        state.withLock { $0.done.append(what) }
    }

    func pins(of content: Snapshot) -> [FlowPin] { [] }

    func differences(_ content: Snapshot, _ other: Snapshot) -> [String] { content == other ? [] : ["text"] }

    private func enter(_ step: Step) throws(FlowFailure) {
        let isDead = state.withLock { state in
            state.calls.append(step)
            return state.calls.count >= state.deathAt
        }
        if isDead { throw .unreachable("dead") }
    }
}
