import HTTPModel
import NativeWire

/// The pages about flows, and the forms as they are opened.
extension Dashboard {
    func flows(_ call: PageCall) async throws(WireProblem) -> ListPart<WireWorkload> {
        let cursor = call.query["flows"]
        let query = Self.query([HTTPQuery.Item("kind", "flow"), cursor.map { HTTPQuery.Item("cursor", $0) }])
        let list: WireList<WireWorkload> = try await call.api.read(NativeRoutes.workloads, query: query)
        return ListPart(
            items: list.items,
            first: cursor.map { _ in PageLink.workers },
            older: list.cursor.map(PageLink.flows(after:))
        )
    }

    func flowPage(_ call: PageCall) async throws(WireProblem) -> FlowPage {
        let flow = try await call.workload()
        let cursor = call.query["versions"]
        let versions = try await call.versions(Self.query("cursor", cursor))
        return FlowPage(
            flow: flow,
            versions: ListPart(
                items: versions.items,
                first: cursor.map { _ in PageLink.flow(call.name) },
                older: versions.cursor.map { PageLink.flow(call.name, query: ["versions": $0]) }
            ),
            notices: try await flowWarnings(call) + Notice.outcome(asked: call.query, flow),
            facts: call.facts,
            offersChanges: call.visitor.canDeploy
        )
    }

    /// Runs are the only part that Prefect must answer for: where it does not, the page says so.
    func flowRunsPage(_ call: PageCall) async throws(WireProblem) -> FlowRunsPage {
        let flow = try await call.workload()
        let version = call.query["version"]
        let query = Self.query([
            HTTPQuery.Item("limit", String(FlowRunsPage.maximumRuns)), version.map { HTTPQuery.Item("version", $0) },
        ])
        var runs: [WireFlowRun] = []
        var problem: WireProblem?
        do throws(WireProblem) {
            let list: WireList<WireFlowRun> = try await call.api.read(NativeRoutes.runs, call.path, query: query)
            runs = list.items
        } catch {
            problem = error
        }
        return FlowRunsPage(flow: flow, version: version, runs: runs, problem: problem, facts: call.facts)
    }

    func flowDiffPage(_ call: PageCall) async throws(WireProblem) -> FlowDiffPage {
        let query = Self.query(["from", "to"].map { name in call.query[name].map { HTTPQuery.Item(name, $0) } })
        return FlowDiffPage(flow: call.name, diff: try await call.api.read(NativeRoutes.diff, call.path, query: query))
    }

    func promotionPage(_ call: PageCall) async throws(WireProblem) -> FlowMovePage {
        try await movePage(.promotion, to: call.query["version"] ?? "", call)
    }

    func flowRollbackPage(_ call: PageCall) async throws(WireProblem) -> FlowMovePage {
        try call.visitor.mayDeploy()
        return try await movePage(.rollback, to: try await rollbackTarget(call), call)
    }

    /// The version that a rollback makes live.
    func rollbackTarget(_ call: PageCall) async throws(WireProblem) -> String {
        try await call.rollbackPlan(HTTPQuery()).shares.first?.versionId ?? ""
    }

    private func movePage(
        _ move: FlowMovePage.Move,
        to version: String,
        _ call: PageCall
    ) async throws(WireProblem) -> FlowMovePage {
        try call.visitor.mayDeploy()
        let flow = try await call.workload()
        return FlowMovePage(
            move: move,
            flow: flow,
            target: try await call.detail(version),
            stamp: call.stamp(flow, about: flow.live),
            facts: call.facts
        )
    }
}

extension Notice {
    /// What became of a form that was sent a moment ago, as far as the flow shows it.
    fileprivate static func outcome(asked query: HTTPQuery, _ flow: WireWorkload) -> [Notice] {
        guard let id = query["made"], let live = flow.live?.deployment else { return [] }
        guard live.id == id else {
            return [Notice(.caution, "The deployment was made, and another one has replaced it since.")]
        }
        let waiting = query["waiting"].flatMap(Int.init).map { count in
            Notice(.caution, "Runs that wait, made under another version: \(count).", next: "They are on the tab Runs.")
        }
        return [Notice(.good, "\(ShareText.sentence(live.shares).capitalizedFirst) is live.")]
            + [waiting].compactMap(\.self)
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
