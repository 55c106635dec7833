import HTTPModel
import ReleaseCore
import ReleaseModel

/// Deletions, of deployments and of flows with all of theirs: the history of what was deleted ends.
extension PrefectAPI {
    /// `DELETE /api/deployments/{id}`.
    func deleteDeployment(_ call: Call) async throws -> HTTPResponse {
        guard let name = try await name(of: call) else { return try await forward(call, []) }
        return try await remove([name], call) { answer, _ in answer.response.status.isSuccess }
    }

    /// `POST /api/deployments/bulk_delete`, whose answer names what it deleted.
    func deleteDeployments(_ call: Call) async throws -> HTTPResponse {
        let body = try await call.body(upTo: Self.writeLimit)
        let found = try await documents(matching: body, at: ["api", "deployments", "filter"])
        var names: [WorkloadName] = []
        var identities: [WorkloadName: String] = [:]
        for document in found.compactMap(DeploymentDocument.init) {
            let name = try await self.names.name(of: document)
            guard let name else { continue }
            names.append(name)
            identities[name] = document.id
        }
        return try await remove(names, call, body) { [identities] answer, name in
            let deleted = answer.json?["deleted"]?.elements?.compactMap(\.string) ?? []
            return identities[name].map(deleted.contains) ?? false
        }
    }

    /// `DELETE /api/flows/{id}`, with which its deployments go.
    func deleteFlow(_ call: Call) async throws -> HTTPResponse {
        let id = call.parameters["id"].lowercased()
        let flow = try await names.name(ofFlow: id)
        guard let flow else { return try await forward(call, []) }
        return try await remove(try await deployments(ofFlow: flow), call) { answer, _ in
            answer.response.status.isSuccess
        }
    }

    /// `POST /api/flows/bulk_delete`.
    func deleteFlows(_ call: Call) async throws -> HTTPResponse {
        let body = try await call.body(upTo: Self.writeLimit)
        var identities: [WorkloadName: String] = [:]
        for flow in try await documents(matching: body, at: ["api", "flows", "filter"]) {
            guard let id = flow["id"]?.string, let name = flow["name"]?.string else { continue }
            for deployment in try await deployments(ofFlow: name) { identities[deployment] = id }
        }
        return try await remove(identities.keys.sorted { $0.name < $1.name }, call, body) { [identities] answer, name in
            let deleted = answer.json?["deleted"]?.elements?.compactMap(\.string) ?? []
            return identities[name].map(deleted.contains) ?? false
        }
    }

    /// Passes a deletion on and ends the history of each deployment that went with it.
    ///
    /// The first deployment waits for its turn before, the others after: what is under way with them is found to be
    /// without a deployment then. Prefect answers what it deleted, whatever becomes of these histories.
    private func remove(
        _ names: [WorkloadName],
        _ call: Call,
        _ body: [UInt8] = [],
        isGone: @escaping @Sendable (CollectedAnswer, WorkloadName) -> Bool
    ) async throws -> HTTPResponse {
        guard let first = names.first else { return try await forward(call, body) }
        let record = Record(attribution: call.attribution(nil))
        let answer = try await plane.removing(first, record: record) {
            let answer = try await collected(try await forward(call, body))
            return (answer, isGone(answer, first))
        }
        for name in names.dropFirst() where isGone(answer, name) {
            await endHistory(of: name, record)
        }
        return answer.response
    }

    /// Ends the history of a deployment that was deleted, unless somebody has made it anew until its turn came.
    ///
    /// Where that cannot be found out the history stays, and the log says why.
    private func endHistory(of name: WorkloadName, _ record: Record) async {
        do {
            try await plane.removing(name, record: record) {
                ((), try await PrefectFlows(caller: caller).state(of: name.name) == nil)
            }
        } catch {
            report(error)
        }
    }

    private func deployments(ofFlow flow: String) async throws -> [WorkloadName] {
        try await plane.store.workloads(
            of: account,
            kind: .flow,
            prefix: "\(flow)/",
            from: "",
            limit: Self.cascadeLimit
        ).map { WorkloadName($0) }
    }

    /// The deployments of one flow that are looked at when the flow is deleted.
    static let cascadeLimit = 10_000

    /// What a filter finds that is about to delete it; nothing for one that Prefect will refuse.
    private func documents(matching body: [UInt8], at path: [String]) async throws -> [JSONText] {
        let filter = body.isEmpty ? [:] : try Self.document(body)
        let answer = try await caller.ask(.post, path, filter)
        guard !answer.isSuccess else { return answer.document?.elements ?? [] }
        guard case .refused = answer.readFailure else { throw answer.readFailure }
        return []
    }
}
