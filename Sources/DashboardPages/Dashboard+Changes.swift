import HTTPModel
import NativeWire
import ReleaseModel

/// The forms that change what serves.
///
/// A form that the API refuses comes back as it was filled in, with the reason. One that was made from an older state
/// of the worker comes back with what changed meanwhile.
extension Dashboard {
    func deployPage(_ call: PageCall) async throws(WireProblem) -> DeployPage {
        try call.visitor.mayDeploy()
        let worker = try await call.workload()
        var shares = (worker.production?.deployment?.shares ?? []).map {
            DeployForm.Share(version: $0.version, percentage: $0.percentage)
        }
        var focus: Int?
        var offered: [WireVersion] = []
        if let reference = call.query["version"] {
            let version = try await call.version(reference)
            focus = version.number
            offered = [version]
            shares = shares.map { DeployForm.Share(version: $0.version, percentage: "") }
            shares.removeAll { $0.version == version.number }
            shares.append(DeployForm.Share(version: version.number, percentage: "100"))
        } else {
            offered = try await call.versions().items.filter { $0.deleted == nil }
            let named = Set(shares.map(\.version))
            shares += offered.filter { !named.contains($0.number) }.map {
                DeployForm.Share(version: $0.number, percentage: "")
            }
        }
        return DeployPage(
            worker: worker,
            rows: try await rows(shares, known: offered, call),
            focus: focus,
            stamp: call.stamp(worker),
            facts: call.facts
        )
    }

    func deploy(_ call: PageCall) async throws(WireProblem) -> HTTPResponse {
        let form = try DeployForm(try await FormBody(call.request))
        return try await send(
            try APIChange(NativeRoutes.deployments, call.path, form.request),
            stamp: form.stamp,
            key: form.key,
            about: Alias.Name.production.text,
            call,
            done: { (made: WireDeploymentResult) in PageLink.worker(call.name, made: made.deployment.id) }
        ) { (refused) async throws(WireProblem) in
            DeployPage(
                worker: refused.workload,
                rows: try await rows(form.shares, known: try await call.versions().items, call),
                stamp: call.stamp(refused.workload),
                message: form.message,
                problem: refused.problem,
                changes: refused.changes,
                facts: call.facts
            )
        }
    }

    func rollbackPage(_ call: PageCall) async throws(WireProblem) -> RollbackPage {
        try call.visitor.mayDeploy()
        let target = call.query["deployment"]
        let worker = try await call.workload()
        return RollbackPage(
            workload: worker,
            alias: worker.production,
            plan: try await plan(to: target, call),
            target: target,
            stamp: call.stamp(worker),
            facts: call.facts
        )
    }

    func rollBack(_ call: PageCall) async throws(WireProblem) -> HTTPResponse {
        let form = try RollbackForm(try await FormBody(call.request))
        return try await send(
            try APIChange(NativeRoutes.rollback, call.path, form.request),
            stamp: form.stamp,
            key: form.key,
            about: Alias.Name.production.text,
            call,
            done: { (made: WireDeploymentResult) in PageLink.worker(call.name, made: made.deployment.id) }
        ) { (refused) async throws(WireProblem) in
            RollbackPage(
                workload: refused.workload,
                alias: refused.workload.production,
                plan: try await plan(to: form.deployment, call),
                target: form.deployment,
                stamp: call.stamp(refused.workload),
                message: form.message,
                problem: refused.problem,
                changes: refused.changes,
                facts: call.facts
            )
        }
    }

    private func plan(to deployment: String?, _ call: PageCall) async throws(WireProblem) -> WireRollbackPlan {
        try await call.rollbackPlan(deployment.map { HTTPQuery([HTTPQuery.Item("deployment", $0)]) } ?? HTTPQuery())
    }

    /// The rows of a form, the newest version first; what is not known yet is read.
    private func rows(
        _ shares: [DeployForm.Share],
        known: [WireVersion],
        _ call: PageCall
    ) async throws(WireProblem) -> [DeployPage.Row] {
        var rows: [DeployPage.Row] = []
        for share in shares.sorted(by: { $0.version > $1.version }).prefix(Self.maximumRows) {
            let version =
                if let version = known.first(where: { $0.number == share.version }) {
                    version
                } else {
                    try await call.version(String(share.version))
                }
            rows.append(DeployPage.Row(version: version, asked: share.percentage))
        }
        return rows
    }

    /// The most versions that one form shows.
    private static let maximumRows = 100
}
