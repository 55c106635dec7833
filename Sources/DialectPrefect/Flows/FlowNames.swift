import HTTPModel
import ReleaseCore
import ReleaseModel
import Synchronization

/// Which flow an identity of Prefect's stands for: `FLOW/DEPLOYMENT`.
///
/// Neither name ever changes, so that what was learned once stays true as long as there is such a thing.
final class FlowNames: Sendable {
    /// The identities that are remembered, of flows and of deployments each; beyond that all are learned anew.
    static let capacity = 20_000

    private struct Known {
        var flows: [String: String] = [:]
        var deployments: [String: String] = [:]
        /// Deployments of which Prefect knows nothing; their runs may be there still.
        var gone: Set<String> = []
    }

    private let account: Account.ID
    private let caller: UpstreamCaller
    private let known = Mutex(Known())

    init(account: Account.ID, caller: UpstreamCaller) {
        self.account = account
        self.caller = caller
    }

    /// Returns the name of a deployment; `nil` when there is none, and for one whose name cannot be a flow's here.
    func name(ofDeployment id: String) async throws(FlowFailure) -> WorkloadName? {
        if let name = known.withLock({ $0.deployments[id] }) { return workloadName(name) }
        guard let json = try await read(["api", "deployments", id]), let document = DeploymentDocument(json) else {
            return nil
        }
        return try await name(of: document)
    }

    /// Returns the names of deployments, as far as they have one.
    ///
    /// Prefect is asked once for all that are not known; those that are gone it is asked about but the first time.
    func names(ofDeployments ids: Set<String>) async throws(FlowFailure) -> [String: WorkloadName] {
        var (names, unknown) = known.withLock { known in
            let names = ids.compactMap { id in known.deployments[id].map { (id, $0) } }
            return (
                Dictionary(uniqueKeysWithValues: names).compactMapValues(workloadName),
                ids.filter { known.deployments[$0] == nil && !known.gone.contains($0) }
            )
        }
        guard !unknown.isEmpty else { return names }
        // Without a limit: a page of the server's has no more runs, hence no more deployments, than it answers here.
        let query: JSONValue = ["deployments": ["id": ["any_": JSONValue(unknown.sorted())]]]
        let answer = try await caller.ask(.post, ["api", "deployments", "filter"], JSONText(encoding: query))
        guard answer.isSuccess else { throw answer.readFailure }
        guard let found = answer.document?.elements else { throw .unreachable("its answer is no list of deployments") }
        for document in found.compactMap(DeploymentDocument.init) {
            names[document.id] = try await name(of: document)
            unknown.remove(document.id)
        }
        known.withLock { [unknown] known in
            if known.gone.count + unknown.count > Self.capacity { known.gone = [] }
            known.gone.formUnion(unknown)
        }
        return names
    }

    /// Returns the name of a deployment that was read.
    func name(of document: DeploymentDocument) async throws(FlowFailure) -> WorkloadName? {
        if let name = known.withLock({ $0.deployments[document.id] }) { return workloadName(name) }
        guard let name = try await name(document.name, inFlow: document.flowID) else { return nil }
        known.withLock { known in
            if known.deployments.count >= Self.capacity { known.deployments = [:] }
            known.deployments[document.id] = name.name
        }
        return name
    }

    /// Returns the name that a deployment of a flow has, or would have.
    func name(_ deployment: String, inFlow id: String) async throws(FlowFailure) -> WorkloadName? {
        guard let flow = try await name(ofFlow: id) else { return nil }
        return workloadName("\(flow)/\(deployment)")
    }

    /// Returns the name of a flow, by which all of its deployments begin.
    func name(ofFlow id: String) async throws(FlowFailure) -> String? {
        if let name = known.withLock({ $0.flows[id] }) { return name }
        guard let name = try await read(["api", "flows", id])?["name"]?.string else { return nil }
        known.withLock { known in
            if known.flows.count >= Self.capacity { known.flows = [:] }
            known.flows[id] = name
        }
        return name
    }

    func workloadName(_ text: String) -> WorkloadName? {
        // No path leads to a segment of only dots.
        guard let name = try? Workload.Name(text, kind: .flow), let parts = PrefectFlows.parts(of: text),
            ![".", ".."].contains(parts.flow), ![".", ".."].contains(parts.deployment)
        else { return nil }
        return WorkloadName(account: account, kind: .flow, name: name.text)
    }

    /// Returns a document; `nil` where there is none, and for what is no identity.
    private func read(_ path: [String]) async throws(FlowFailure) -> JSONText? {
        let answer = try await caller.ask(.get, path, nil)
        if answer.status == .notFound || answer.status == .unprocessableContent { return nil }
        guard answer.isSuccess else { throw answer.readFailure }
        return answer.document
    }
}
