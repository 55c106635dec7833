import ReleaseCore
import ReleaseModel
import Synchronization

/// A system that runs flows, in memory: the content of a flow is one text, chosen by a branch that nothing fixes.
final class ExampleFlows: FlowUpstream {
    private let contents = Mutex<[String: Snapshot]>([:])
    private let known = Mutex<[FlowRun]>([])

    subscript(name: String) -> Snapshot? {
        get { contents.withLock { $0[name] } }
        set { contents.withLock { $0[name] = newValue } }
    }

    func add(_ run: FlowRun) {
        known.withLock { $0.append(run) }
    }

    static func content(_ text: String) throws -> Snapshot {
        try Snapshot(kind: .flow, components: [], configuration: ["description": "\"\(text)\"", "tags": "[]"])
    }

    func state(of name: String) async throws(FlowFailure) -> FlowState? {
        self[name].map { content in
            let text = content.configuration["description"] ?? ""
            return FlowState(reference: name, content: content, label: "label \(text.filter { $0 != "\"" })")
        }
    }

    func check(_ content: Snapshot) async throws(FlowFailure) {
        guard content.configuration["description"] != "\"poolless\"" else {
            throw .missing(what: "work pool", name: "p")
        }
    }

    func keepsake(of flow: FlowState) async throws(FlowFailure) -> String { "" }

    func apply(_ content: Snapshot, to flow: FlowState, keeping keepsake: String) async throws(FlowFailure) {
        self[flow.reference] = content
    }

    func runs(_ query: FlowRunQuery, of name: String) async throws(FlowFailure) -> [FlowRun] {
        let runs = known.withLock { $0 }
        if case .waiting = query { return runs.filter(\.isScheduled) }
        return runs
    }

    func cancel(_ run: FlowRun) async throws(FlowFailure) {
        known.withLock { $0.removeAll { $0.id == run.id } }
    }

    func recreate(_ run: FlowRun, of content: Snapshot?) async throws(FlowFailure) -> FlowRun { run }

    func pins(of content: Snapshot) -> [FlowPin] {
        [FlowPin(what: "git_clone", subject: "https://git.example/a", choice: "branch main", isFixed: false)]
    }

    func differences(_ content: Snapshot, _ other: Snapshot) -> [String] { content == other ? [] : ["text"] }
}
