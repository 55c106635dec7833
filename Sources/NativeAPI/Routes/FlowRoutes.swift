import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

/// What flows have besides: runs, and properties that pin what runs.
extension ControlAPI {
    /// `?version=` asks for the runs that were made or started under one; `?limit=` for so many of the newest.
    func listRuns(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        guard name.kind == .flow else { throw Refusal.runsMissing(of: name.kind) }
        let workload = try await plane.workload(name)
        let lastChange = try await plane.store.lastChange(of: workload.id)
        var version: Version?
        if let text = call.request.target.query["version"] {
            version = try await plane.version(try Call.versionReference(text, of: .flow), of: workload)
        }
        let runs = try await plane.runs(of: workload, under: version, limit: try call.page().limit)
        return try Answer(json: WireList(items: runs.map(WireFlowRun.init)), eTag: lastChange)
    }

    /// What a version of a flow has; of Prefect's properties those that say something.
    func flowContent(of snapshot: Snapshot, _ version: Version?) -> WireContent {
        let properties = snapshot.configuration.sorted { $0.key < $1.key }.filter { $0.value != "null" }
        return WireContent(
            main: nil,
            compatibilityDate: nil,
            compatibilityFlags: [],
            bindings: [],
            modules: [],
            flow: WireFlowContent(
                properties: properties.map { WireFlowProperty(name: $0.key, json: $0.value) },
                pins: plane.pins(of: snapshot).map { pin in
                    WireFlowPin(what: pin.what, subject: pin.subject, choice: pin.choice, fixed: pin.isFixed)
                },
                versionInfo: version?.verbatim
            )
        )
    }

    func waitingRunPolicy(_ text: String?, of name: WorkloadName) throws -> WaitingRunPolicy {
        guard let text else { return .report }
        guard name.kind == .flow, let policy = WaitingRunPolicy(rawValue: text) else {
            throw Refusal.fieldInvalid(
                "waitingRuns",
                name.kind == .flow ? "must not be \(text)" : "is for flows",
                next: "Write report, cancel or recreate, for a flow."
            )
        }
        return policy
    }

    /// Deals with the runs that wait after a version of a flow became live; the move stands whatever comes of that.
    func waitingRuns(
        of workload: Workload,
        _ policy: WaitingRunPolicy
    ) async throws -> (runs: [WireFlowRun]?, warning: String?) {
        guard workload.kind == .flow else { return (nil, nil) }
        do {
            let runs = try await plane.settleWaitingRuns(of: workload, policy).map(WireFlowRun.init)
            guard policy == .report, !runs.isEmpty else { return (runs, nil) }
            return (runs, Self.warning(ofWaiting: runs.count))
        } catch {
            return (nil, "The version is live, but what waits could not be dealt with: \(Refusal(error).detail)")
        }
    }

    static func warning(ofWaiting count: Int) -> String {
        let runs =
            count == 1
            ? "1 run waits that was made under another version. It will start"
            : "\(count) runs wait that were made under another version. They will start"
        return "\(runs) with that version's parameters and this version's code."
    }
}

extension WireFlowRun {
    init(_ versioned: VersionedFlowRun) {
        let run = versioned.run
        self.init(
            id: run.id.description,
            name: run.name,
            state: run.state,
            automatic: run.isAutomatic,
            label: run.label,
            createdVersion: versioned.created?.number,
            startedVersion: versioned.started?.number,
            mixed: versioned.isMixed,
            createdAt: Timestamp(run.createdAt).description,
            expectedAt: run.expectedAt.map { Timestamp($0).description },
            startedAt: run.startedAt.map { Timestamp($0).description }
        )
    }
}
