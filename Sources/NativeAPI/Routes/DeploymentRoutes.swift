import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    func listDeployments(_ call: Call) async throws -> Answer {
        let page = try call.page()
        var presenter = try await presenter(for: call)
        let aliasName = try aliasName(call.request.target.query["alias"], of: presenter.workload.kind)
        let alias = try await plane.alias(aliasName, of: presenter.workload)
        let deployments = try await plane.store.deployments(of: alias.id, page: page)
        var items: [WireDeployment] = []
        for deployment in deployments.items { items.append(try await presenter.wire(deployment)) }
        return try Answer(json: WireList(items: items, cursor: deployments.next), eTag: presenter.lastChange)
    }

    func readDeployment(_ call: Call) async throws -> Answer {
        var presenter = try await presenter(for: call)
        let deployment = try await plane.deployment(call.parameters["deployment"], of: presenter.workload)
        return try Answer(json: try await presenter.wire(deployment), eTag: presenter.lastChange)
    }

    func createDeployment(_ call: Call, body: [UInt8]) async throws -> Answer {
        let request = try StrictJSON.decode(WireDeploymentRequest.self, from: body)
        let name = try call.workloadName()
        let record = try record(call, message: request.message, provenance: request.provenance)
        let workload = try await plane.workload(name)
        let routing = try await plane.routing(request.shares, rules: request.rules, of: workload)
        let alias = try aliasName(request.alias, of: name.kind)
        let receipt = try await plane.deploy(routing, to: alias, of: name, record: record)
        return try await answer(receipt, of: name, .report)
    }

    func rollBack(_ call: Call, body: [UInt8]) async throws -> Answer {
        let request = try StrictJSON.decode(WireRollbackRequest.self, from: body.isEmpty ? Self.emptyObject : body)
        let name = try call.workloadName()
        let policy = try waitingRunPolicy(request.waitingRuns, of: name)
        let receipt = try await plane.rollback(
            try aliasName(request.alias, of: name.kind),
            of: name,
            to: try request.target(of: name.kind),
            record: try record(call, message: request.message, provenance: request.provenance)
        )
        return try await answer(receipt, of: name, policy)
    }

    /// Says what ``rollBack(_:body:)`` would do.
    func readRollback(_ call: Call) async throws -> Answer {
        let query = call.request.target.query
        let request = WireRollbackRequest(version: query["version"], deployment: query["deployment"])
        let name = try call.workloadName()
        var presenter = try await presenter(for: call)
        let aliasName = try aliasName(query["alias"], of: name.kind)
        let planned = try await plane.plannedRollback(aliasName, of: name, to: try request.target(of: name.kind))
        let plan = try await presenter.wire(planned, on: aliasName)
        return try Answer(json: plan, eTag: presenter.lastChange)
    }

    func promote(_ call: Call, body: [UInt8]) async throws -> Answer {
        let request = try StrictJSON.decode(WirePromoteRequest.self, from: body.isEmpty ? Self.emptyObject : body)
        let name = try call.workloadName()
        let policy = try waitingRunPolicy(request.waitingRuns, of: name)
        let receipt = try await plane.promote(
            try request.version.map { try Call.versionReference($0, of: name.kind) },
            on: try aliasName(request.alias, of: name.kind),
            of: name,
            record: try record(call, message: request.message, provenance: request.provenance)
        )
        return try await answer(receipt, of: name, policy)
    }

    /// Answers for a move that was made by a revision.
    func deploymentMade(by revision: Revision, _ call: Call) async throws -> Answer? {
        guard let receipt = try await plane.deployment(madeBy: revision) else { return nil }
        return try await answer(receipt, of: try call.workloadName(), .report)
    }

    /// How fast the deployment before one could be brought back; `nil` where there is none, where nobody knows, and of
    /// flows, whose code runs elsewhere.
    func rollbackWarmth(
        after deployment: Deployment,
        of workload: Workload
    ) async throws(ReleaseError) -> DataPlaneView.Warmth? {
        guard workload.kind != .flow, let previous = try await plane.predecessor(of: deployment) else { return nil }
        let served = previous.routing.split.shares.filter { $0.slots > 0 }
        return await dataPlane.warmth(deployment.workload, Set(served.compactMap(\.target.version)))
    }

    /// The alias that a request names, or the one that every workload of the kind has.
    func aliasName(_ text: String?, of kind: Workload.Kind) throws -> Alias.Name {
        if let text { return try Call.aliasName(text) }
        guard let name = kind.builtInAlias else {
            throw Refusal.queryInvalid("alias", "", next: "Name an alias: a \(kind.rawValue) has none by itself.")
        }
        return name
    }

    static let emptyObject = Array("{}".utf8)

    private func answer(
        _ receipt: Receipt<Deployment>,
        of name: WorkloadName,
        _ policy: WaitingRunPolicy
    ) async throws -> Answer {
        let workload = try await plane.workload(name)
        var presenter = try await presenter(for: workload)
        let secrets = try await plane.secretChanges(goingBackBy: receipt.value, of: workload)
        let waiting = try await waitingRuns(of: workload, policy)
        let result = WireDeploymentResult(
            deployment: try await presenter.wire(receipt.value),
            warnings: receipt.warnings(of: workload.kind)
                + [secrets.warningOfGoingBack, waiting.warning].compactMap(\.self),
            commit: receipt.wireCommit(
                of: workload.kind,
                rollback: try await rollbackWarmth(after: receipt.value, of: workload)
            ),
            waitingRuns: waiting.runs
        )
        return try Answer(json: result, status: .created, revision: receipt.revision, eTag: receipt.revision)
    }
}

extension WireRollbackRequest {
    fileprivate func target(of kind: Workload.Kind) throws -> RollbackTarget {
        switch (version, deployment) {
        case (nil, nil): return .previousStable
        case (let version?, nil): return .version(try Call.versionReference(version, of: kind))
        case (nil, let deployment?): return .deployment(deployment)
        case (_?, _?):
            throw Refusal.fieldInvalid(
                "deployment",
                "cannot be given together with version",
                next: "Name the version or the deployment to go back to, not both."
            )
        }
    }
}
