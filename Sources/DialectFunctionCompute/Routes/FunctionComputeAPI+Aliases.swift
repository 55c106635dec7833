import HTTPModel
import ReleaseCore
import ReleaseModel

/// Aliases: names for one version, or for two that share the requests. Each move is a deployment.
extension FunctionComputeAPI {
    static func addAliasRoutes(_ table: inout EndpointTable) {
        table.service(.post, "/aliases", Endpoint(.deploy, FunctionComputeAPI.createAlias))
        table.service(.get, "/aliases", Endpoint(.read, FunctionComputeAPI.listAliases))
        table.service(.get, "/aliases/{alias}", Endpoint(.read, FunctionComputeAPI.readAlias))
        table.service(.put, "/aliases/{alias}", Endpoint(.deploy, FunctionComputeAPI.updateAlias))
        table.service(.delete, "/aliases/{alias}", Endpoint(.deploy, FunctionComputeAPI.deleteAlias))
    }

    @Sendable
    private func createAlias(_ call: Call) async throws -> Answer {
        let request = try call.document()
        let text = try request.required("aliasName")
        try EntityName.alias.check(text)
        guard text != ServiceContent.latest, let name = try? Alias.Name(text) else {
            throw FunctionComputeError.invalid("AliasName '\(text)' is reserved")
        }
        let description = try request.text("description") ?? ""
        let document = try AliasDocument(creating: request)
        return try await onLatest(call) { call in
            let workload = try await workload(call)
            guard try await plane.store.alias(name, of: workload.id) == nil else {
                throw FunctionComputeError.aliasAlreadyExists(text, service: workload.name.text)
            }
            let (routing, document) = try await routing(document, of: workload, call)
            _ = try await plane.createAlias(
                name,
                of: call.service,
                routing: routing,
                description: description,
                record: call.record(verbatim: document.text)
            )
            return try await answer(name.text, of: workload)
        }
    }

    @Sendable
    private func listAliases(_ call: Call) async throws -> Answer {
        let workload = try await workload(call)
        let aliases = try await plane.store.aliases(of: workload.id)
        let page = try ListQuery(call.query).page(of: aliases, name: \.name.text)
        var items: [JSONValue] = []
        for alias in page.items { items.append(try await json(of: alias)) }
        return Answer(.list("aliases", items, next: page.next))
    }

    @Sendable
    private func readAlias(_ call: Call) async throws -> Answer {
        try await answer(call.parameters["alias"], of: try await workload(call))
    }

    @Sendable
    private func updateAlias(_ call: Call) async throws -> Answer {
        let request = try call.document()
        return try await onLatest(call) { call in
            let workload = try await workload(call)
            let alias = try await alias(call.parameters["alias"], of: workload)
            try EntityTag(of: try await json(of: alias)).check(call)
            let change = AliasChange(description: try request.text("description"))
            let present = try await document(of: alias)
            var wanted = present
            try wanted.change(by: request)
            if wanted.text == present.text {
                _ = try await plane.change(alias.name, of: call.service, by: change, record: call.record())
            } else {
                let (routing, document) = try await routing(wanted, of: workload, call)
                _ = try await plane.deploy(
                    routing,
                    to: alias.name,
                    of: call.service,
                    changing: change,
                    record: call.record(verbatim: document.text)
                )
            }
            return try await answer(alias.name.text, of: workload)
        }
    }

    @Sendable
    private func deleteAlias(_ call: Call) async throws -> Answer {
        try await onLatest(call) { call in
            let workload = try await workload(call)
            let alias = try await alias(call.parameters["alias"], of: workload)
            try EntityTag(of: try await json(of: alias)).check(call)
            _ = try await plane.deleteAlias(alias.name, of: call.service, record: call.record())
            return .nothing
        }
    }

    /// Finds the versions that a document names, and what they share.
    ///
    /// The older form of the API lets the primary version be among the additional ones, where it means nothing.
    private func routing(
        _ document: AliasDocument,
        of workload: Workload,
        _ call: Call
    ) async throws -> (Routing, AliasDocument) {
        var document = document
        let primary = try await target(document.versionID, in: workload)
        guard let additional = try document.additional() else {
            // A policy may stay behind when a canary ends: it leads nowhere then.
            return (Routing(split: try TrafficSplit([.init(primary, slots: TrafficSplit.slotCount)])), document)
        }
        if additional.version == document.versionID {
            guard call.version == .classic else {
                throw FunctionComputeError(
                    .additionalVersionContainsMajorVersion,
                    "additionalVersionWeight map[\(additional.version):\(weightText(document))] should not contain "
                        + "major version \(document.versionID)"
                )
            }
            document.weights = [:]
            return (Routing(split: try TrafficSplit([.init(primary, slots: TrafficSplit.slotCount)])), document)
        }
        let canary = try await version(additional.version, of: workload)
        guard primary != .head else {
            throw FunctionComputeError.invalid("an alias of LATEST cannot have additional versions: publish one first")
        }
        guard let rule = try document.policy()?.rule(leadingTo: canary.id) else {
            let rest = TrafficSplit.slotCount - additional.slots
            let split = try TrafficSplit([
                .init(primary, slots: rest), .init(.version(canary.id), slots: additional.slots),
            ])
            return (Routing(split: split), document)
        }
        let split = try TrafficSplit([
            .init(primary, slots: TrafficSplit.slotCount), .init(.version(canary.id), slots: 0),
        ])
        return (Routing(split: split, rules: [rule]), document)
    }

    private func weightText(_ document: AliasDocument) -> String {
        document.weights?.values.first?.text ?? ""
    }

    private func target(_ text: String, in workload: Workload) async throws -> TrafficSplit.Target {
        if text == ServiceContent.latest { return .head }
        return .version(try await version(text, of: workload).id)
    }

    private func answer(_ name: String, of workload: Workload) async throws -> Answer {
        let json = try await json(of: try await alias(name, of: workload))
        return Answer(json, tag: EntityTag(of: json))
    }

    private func document(of alias: Alias) async throws -> AliasDocument {
        guard let deployment = try await plane.inForce(on: alias) else {
            throw FunctionComputeError.internalServerError(cause: "alias \(alias.name) has no deployment")
        }
        var numbers: [Version.ID: Int] = [:]
        for id in deployment.routing.split.versions { numbers[id] = try await plane.store.version(id)?.number }
        return AliasDocument(deployment, numbers: numbers)
    }

    private func json(of alias: Alias) async throws -> JSONValue {
        var members = try await document(of: alias).json
        let moved = try await plane.inForce(on: alias)?.createdAt
        members["aliasName"] = .string(alias.name.text)
        members["description"] = .string(alias.description)
        members["createdTime"] = WireTime.text(alias.createdAt)
        members["lastModifiedTime"] = WireTime.text(moved ?? alias.createdAt)
        return .object(members)
    }
}
