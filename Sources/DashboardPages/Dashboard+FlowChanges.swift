import HTTPModel
import NativeWire

/// The forms about flows, once they are sent.
extension Dashboard {
    func promoteFlow(_ call: PageCall) async throws(WireProblem) -> HTTPResponse {
        let form = try FlowMoveForm(try await FormBody(call.request))
        guard let version = form.version else { throw .formMalformed("It names no version.") }
        let change = try APIChange(NativeRoutes.promote, call.path, form.promotion)
        return try await sendMove(.promotion, change, form, call) { () async throws(WireProblem) in version }
    }

    func rollFlowBack(_ call: PageCall) async throws(WireProblem) -> HTTPResponse {
        let form = try FlowMoveForm(try await FormBody(call.request))
        let change = try APIChange(NativeRoutes.rollback, call.path, form.rollback)
        return try await sendMove(.rollback, change, form, call) { () async throws(WireProblem) in
            try await rollbackTarget(call)
        }
    }

    /// Leads to the flow's page, or shows the form again, for the version that is meant then.
    private func sendMove(
        _ move: FlowMovePage.Move,
        _ change: APIChange,
        _ form: FlowMoveForm,
        _ call: PageCall,
        target: () async throws(WireProblem) -> String
    ) async throws(WireProblem) -> HTTPResponse {
        try await send(
            change,
            stamp: form.stamp,
            key: form.key,
            about: "live",
            mending: Self.mendableMoves,
            call,
            done: { (made: WireDeploymentResult) in
                let waiting = form.runs == "report" ? made.waitingRuns?.count ?? 0 : 0
                let items = [
                    HTTPQuery.Item("made", made.deployment.id),
                    waiting > 0 ? HTTPQuery.Item("waiting", String(waiting)) : nil,
                ]
                return PageLink.flow(call.name, query: Self.query(items))
            }
        ) { (refused) async throws(WireProblem) in
            FlowMovePage(
                move: move,
                flow: refused.workload,
                target: try await call.detail(try await target()),
                stamp: call.stamp(refused.workload, about: refused.workload.live),
                runs: form.runs,
                message: form.message,
                problem: refused.problem,
                changes: refused.changes,
                facts: call.facts
            )
        }
    }

    /// What passes, or is mended at Prefect, so that the same form is of use again.
    private static let mendableMoves: Set<String> = [
        "flows_not_configured", "flow_gone", "flow_reference_missing", "flow_refused", "flow_unreachable",
        "flow_denied", "flow_differs",
    ]
}
