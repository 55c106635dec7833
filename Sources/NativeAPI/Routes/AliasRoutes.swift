import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    func listAliases(_ call: Call) async throws -> Answer {
        var presenter = try await presenter(for: call)
        var items: [WireAlias] = []
        // All of them: there are at most ``ReleasePlane/maximumAliases``.
        for alias in presenter.aliases { items.append(try await presenter.wire(alias)) }
        return try Answer(json: WireList(items: items), eTag: presenter.lastChange)
    }

    func readAlias(_ call: Call) async throws -> Answer {
        var presenter = try await presenter(for: call)
        let alias = try await plane.alias(try Call.aliasName(call.parameters["alias"]), of: presenter.workload)
        return try Answer(json: try await presenter.wire(alias), eTag: presenter.lastChange)
    }

    /// Makes an alias, moves it, changes where its affinity keys are read from, or both in one revision.
    func setAlias(_ call: Call, body: [UInt8]) async throws -> Answer {
        let request = try StrictJSON.decode(WireAliasRequest.self, from: body)
        let name = try call.workloadName()
        let aliasName = try Call.aliasName(call.parameters["alias"])
        let affinity = try request.affinityChange()
        let record = try record(call, message: request.message, provenance: request.provenance)
        guard request.shares != nil || request.rules == nil else {
            throw Refusal.fieldInvalid("rules", "has no meaning without shares", next: "Send shares, too.")
        }
        let workload = try await plane.workload(name)
        var routing: Routing?
        if let shares = request.shares {
            routing = try await plane.routing(shares, rules: request.rules, of: workload)
        }
        guard try await plane.store.alias(aliasName, of: workload.id) != nil else {
            return try await createAlias(aliasName, of: name, routing: routing, affinity: affinity, record: record)
        }
        guard let routing else {
            return try await change(affinity, of: aliasName, of: name, record: record)
        }
        let moved = try await plane.deploy(
            routing,
            to: aliasName,
            of: name,
            changing: AliasChange(affinity: affinity),
            record: record
        )
        return try await answer(.ok, aliasName, of: name, moved, deployment: moved.value)
    }

    func deleteAlias(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        let aliasName = try Call.aliasName(call.parameters["alias"])
        let receipt = try await plane.deleteAlias(aliasName, of: name, record: try record(call))
        return try answer(changed: "alias \(aliasName) of \(name)", receipt, eTag: receipt.revision)
    }

    private func createAlias(
        _ aliasName: Alias.Name,
        of name: WorkloadName,
        routing: Routing?,
        affinity: AffinityChange,
        record: Record
    ) async throws -> Answer {
        guard let routing else {
            throw Refusal(
                .fieldMissing,
                "The alias \(aliasName) does not exist yet, and the field shares is missing.",
                next: "Say which versions it leads to."
            )
        }
        let made = try await plane.createAlias(
            aliasName,
            of: name,
            routing: routing,
            affinity: affinity.attribute,
            record: record
        )
        return try await answer(.created, aliasName, of: name, made, deployment: made.value)
    }

    private func change(
        _ affinity: AffinityChange,
        of aliasName: Alias.Name,
        of name: WorkloadName,
        record: Record
    ) async throws -> Answer {
        guard affinity != .keep else {
            throw Refusal(
                .fieldMissing,
                "The request changes nothing of the alias \(aliasName).",
                next: "Send shares, affinity or both."
            )
        }
        let receipt = try await plane.change(
            aliasName,
            of: name,
            by: AliasChange(affinity: affinity),
            record: record
        )
        return try await answer(.ok, aliasName, of: name, receipt, deployment: nil)
    }

    private func answer<Value>(
        _ status: HTTPStatus,
        _ aliasName: Alias.Name,
        of name: WorkloadName,
        _ receipt: Receipt<Value>,
        deployment: Deployment?
    ) async throws -> Answer {
        let workload = try await plane.workload(name)
        var presenter = try await presenter(for: workload)
        var warmth: DataPlaneView.Warmth?
        if let deployment { warmth = try await rollbackWarmth(after: deployment, of: workload) }
        let alias = try await presenter.wire(try await plane.alias(aliasName, of: workload))
        let result = WireAliasResult(alias: alias, commit: receipt.wireCommit(of: workload.kind, rollback: warmth))
        return try Answer(json: result, status: status, revision: receipt.revision, eTag: receipt.revision)
    }
}

extension WireAliasRequest {
    fileprivate func affinityChange() throws -> AffinityChange {
        guard let affinity else { return .keep }
        guard !affinity.isEmpty else { return .remove }
        guard let attribute = RequestAttribute(affinity) else { throw Refusal.affinityInvalid(affinity) }
        return .set(attribute)
    }
}

extension AffinityChange {
    fileprivate var attribute: RequestAttribute? {
        if case .set(let attribute) = self { attribute } else { nil }
    }
}
