import HTTPModel
import ReleaseCore
import ReleaseModel

/// Prefect's deployments, as the use cases of the release plane know flows.
///
/// Applying follows what an open server does with each property: an update (`PATCH`) leaves schedules alone, but has no
/// labels, and makes constants of templated parameters. Where a version needs these, the deployment is written as a
/// whole (`POST`), which deletes its schedules: these are made anew after.
struct PrefectFlows: FlowUpstream {
    let caller: UpstreamCaller

    func state(of name: String) async throws(FlowFailure) -> FlowState? {
        guard let (flow, deployment) = Self.parts(of: name) else { return nil }
        let path = ["api", "deployments", "name", flow, deployment]
        guard let document = try await document(at: path) else { return nil }
        return try Self.state(of: document)
    }

    static func state(of document: DeploymentDocument) throws(FlowFailure) -> FlowState {
        do {
            return FlowState(reference: document.id, content: try document.content, label: document.label)
        } catch {
            throw .refused("the deployment cannot be read: \(error)")
        }
    }

    func check(_ content: Snapshot) async throws(FlowFailure) {
        if let pool = content.value(of: .workPoolName).string {
            try await require("work pool", pool, at: ["api", "work_pools", pool])
            if let queue = content.value(of: .workQueueName).string {
                try await require("work queue", "\(pool)/\(queue)", at: ["api", "work_pools", pool, "queues", queue])
            }
        }
        for property in [FlowProperty.storageDocument, .infrastructureDocument] {
            guard let block = content.value(of: property).string else { continue }
            try await require("block document", block, at: ["api", "block_documents", block])
        }
    }

    func keepsake(of flow: FlowState) async throws(FlowFailure) -> String {
        try await schedules(of: flow).text
    }

    func apply(_ content: Snapshot, to flow: FlowState, keeping keepsake: String) async throws(FlowFailure) {
        let differences = content.differences(from: flow.content)
        if Self.needsWhole(differences, content) {
            guard let document = try await document(at: ["api", "deployments", flow.reference]) else { throw .gone }
            try await carryOut(.post, ["api", "deployments", ""], Self.whole(content, as: document))
            // A whole write keeps the pool that it does not name.
            if content.value(of: .workPoolName).isNull, !flow.content.value(of: .workPoolName).isNull {
                let path = ["api", "deployments", flow.reference]
                try await carryOut(.patch, path, Self.update([.workPoolName], content))
            }
        } else if !differences.isEmpty {
            try await carryOut(.patch, ["api", "deployments", flow.reference], Self.update(differences, content))
        }
        try await ScheduleRepair(caller: caller, deployment: flow.reference).run(wanted: keepsake)
    }

    func differences(_ content: Snapshot, _ other: Snapshot) -> [String] {
        content.differences(from: other).map(\.rawValue)
    }

    /// The flow and the deployment that a name is of.
    static func parts(of name: String) -> (flow: String, deployment: String)? {
        guard let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        return (String(name[..<slash]), String(name[name.utf8.index(after: slash)...]))
    }

    // MARK: Writing

    /// Whether an update cannot bring these properties.
    private static func needsWhole(_ differences: [FlowProperty], _ content: Snapshot) -> Bool {
        if differences.contains(.labels) { return true }
        guard differences.contains(.parameters) else { return false }
        return content.value(of: .parameters).text.contains("\"__prefect_kind\"")
    }

    /// The body of an update: only what differs, but pool and queue together, since a pool alone means its default
    /// queue.
    private static func update(_ differences: [FlowProperty], _ content: Snapshot) -> JSONText {
        var properties = Set(differences)
        if !properties.isDisjoint(with: [.workPoolName, .workQueueName]) {
            properties.formUnion([.workPoolName, .workQueueName])
        }
        return JSONText(members(properties, of: content))
    }

    private static func members(_ properties: Set<FlowProperty>, of content: Snapshot) -> [JSONText.Member] {
        FlowProperty.allCases.filter(properties.contains).compactMap { property in
            let value = content.value(of: property)
            // A switch that is neither on nor off is not written.
            if property == .enforcesParameterSchema, value.isNull { return nil }
            return JSONText.Member(property.rawValue, value)
        }
    }

    /// The body that writes a deployment as a whole; schedules that it does not have are deleted.
    private static func whole(_ content: Snapshot, as document: DeploymentDocument) -> JSONText {
        JSONText(
            [
                JSONText.Member("name", .string(document.name)),
                JSONText.Member("flow_id", .string(document.flowID)),
            ] + members(Set(FlowProperty.allCases), of: content)
        )
    }

    private func carryOut(_ method: HTTPMethod, _ path: [String], _ body: JSONText) async throws(FlowFailure) {
        let answer = try await caller.ask(method, path, body)
        guard answer.isSuccess else { throw answer.writeFailure }
    }

    // MARK: Reading

    private func document(at path: [String]) async throws(FlowFailure) -> DeploymentDocument? {
        let answer = try await caller.ask(.get, path, nil)
        if answer.status == .notFound { return nil }
        guard answer.isSuccess else { throw answer.readFailure }
        guard let document = answer.document.flatMap(DeploymentDocument.init) else {
            throw .unreachable("its answer is not a deployment")
        }
        return document
    }

    private func schedules(of flow: FlowState) async throws(FlowFailure) -> JSONText {
        let answer = try await caller.ask(.get, ["api", "deployments", flow.reference, "schedules"], nil)
        guard answer.isSuccess else { throw answer.readFailure }
        guard let json = answer.document, json.elements != nil else {
            throw .unreachable("its answer is no list of schedules")
        }
        return json
    }

    private func require(_ what: String, _ name: String, at path: [String]) async throws(FlowFailure) {
        let answer = try await caller.ask(.get, path, nil)
        if answer.status == .notFound { throw .missing(what: what, name: name) }
        guard answer.isSuccess else { throw answer.readFailure }
    }
}
