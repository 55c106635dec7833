import HTTPModel
import ReleaseCore
import ReleaseModel

/// Services: what functions have in common.
extension FunctionComputeAPI {
    static func addServiceRoutes(_ table: inout EndpointTable) {
        table.add(.post, "/services", Endpoint(.upload, FunctionComputeAPI.createService))
        table.add(.get, "/services", Endpoint(.read, FunctionComputeAPI.listServices))
        table.service(.get, "", Endpoint(.read, FunctionComputeAPI.readService))
        table.service(.put, "", Endpoint(.upload, FunctionComputeAPI.updateService))
        table.service(.delete, "", Endpoint(.deploy, FunctionComputeAPI.deleteService))
    }

    @Sendable
    private func createService(_ call: Call) async throws -> Answer {
        let request = try call.document()
        let text = try request.required("serviceName")
        try EntityName.service.check(text)
        let name = WorkloadName(account: call.account, kind: .service, name: text)
        let settings = try ServiceSettings.changed([:], by: request)
        let snapshot = try Snapshot(
            kind: .service,
            components: [],
            configuration: settings.mapValues(\.text)
        )
        let content = DraftContent(snapshot: snapshot, verbatim: ServiceRecord(modifiedAt: nowMilliseconds).text)
        _ = try await plane.createWorkload(name, draft: content, record: call.record())
        return try await answer(try await draft(of: try await plane.workload(name)))
    }

    @Sendable
    private func listServices(_ call: Call) async throws -> Answer {
        let list = try ListQuery(call.query)
        let filter = try ServiceFilter(call.query)
        var items: [JSONValue] = []
        var start = list.start
        while true {
            let found = try await plane.store.workloads(
                of: call.account,
                kind: .service,
                prefix: list.prefix,
                from: start,
                limit: ListQuery.maximumLimit + 1
            )
            for workload in found.prefix(ListQuery.maximumLimit) {
                let service = try await draft(of: workload)
                guard try await filter.takes(service, tags: try await tags(of: workload)) else { continue }
                guard items.count < list.limit else {
                    return Answer(.list("services", items, next: workload.name.text))
                }
                items.append(service.json)
            }
            guard found.count > ListQuery.maximumLimit else { return Answer(.list("services", items, next: nil)) }
            start = found[ListQuery.maximumLimit].name.text
        }
    }

    @Sendable
    private func readService(_ call: Call) async throws -> Answer {
        try await answer(try await content(call))
    }

    @Sendable
    private func updateService(_ call: Call) async throws -> Answer {
        try Self.refuseQualifier(call)
        let request = try call.document()
        return try await onLatest(call) { call in
            let service = try await draft(call)
            try await tag(of: service).check(call)
            var record = service.record
            record.modifiedAt = nowMilliseconds
            let settings = try ServiceSettings.changed(service.settings, by: request)
            let content = try service.draft(service.snapshot.components, settings: settings, record: record)
            _ = try await plane.saveDraft(content, of: call.service, record: call.record())
            return try await answer(try await draft(call))
        }
    }

    @Sendable
    private func deleteService(_ call: Call) async throws -> Answer {
        try Self.refuseQualifier(call)
        return try await onLatest(call) { call in
            let service = try await draft(call)
            try await tag(of: service).check(call)
            if let rest = try await contents(of: service) {
                throw FunctionComputeError(
                    .serviceNotEmpty,
                    "service '\(call.service.name)' still has \(rest): delete them first"
                )
            }
            _ = try await plane.deleteWorkload(call.service, record: call.record())
            return .nothing
        }
    }

    /// What a service has that nothing may be deleted with; `nil` for nothing.
    private func contents(of service: ServiceContent) async throws -> String? {
        if !service.snapshot.components.isEmpty { return "functions" }
        if try await !plane.store.aliases(of: service.workload.id).isEmpty { return "aliases" }
        if try await plane.store.triggers(of: service.workload.id).contains(where: { $0.source.kind == .domainPath }) {
            return "routes of custom domains"
        }
        let versions = try await plane.store.versions(of: service.workload.id, from: 1, ascending: true, limit: 1)
        return versions.isEmpty ? nil : "published versions"
    }

    private func answer(_ service: ServiceContent) async throws -> Answer {
        Answer(service.json, tag: try await tag(of: service))
    }

    /// The state of a service: what is set of it, and what was published; of a version, which never changes, what it is.
    ///
    /// Functions have tags of their own.
    func tag(of service: ServiceContent) async throws -> EntityTag {
        guard service.version == nil else { return EntityTag(of: service.json) }
        let published = try await plane.store.highestNumber(under: WorkloadName(service.workload))
        return EntityTag(of: [service.json, JSONValue(published)])
    }

    /// Refuses a change of what is published: versions never change.
    static func refuseQualifier(_ call: Call) throws(FunctionComputeError) {
        guard let qualifier = try call.qualifier(), qualifier != ServiceContent.latest else { return }
        throw .invalid("only \(ServiceContent.latest) can be changed (actual: '\(qualifier)')")
    }
}

/// Which services a list is to have: those of a region, and with all of some tags.
private struct ServiceFilter {
    let region: String?
    let tags: [String: String]

    init(_ query: HTTPQuery) throws {
        region = query["region"].flatMap { $0.isEmpty ? nil : $0 }
        var tags: [String: String] = [:]
        for item in query.items where item.name.hasPrefix("tag_") {
            tags[String(item.name.dropFirst("tag_".count))] = item.value
        }
        self.tags = tags
    }

    func takes(
        _ service: ServiceContent,
        tags present: @autoclosure () async throws -> [String: String]
    ) async throws
        -> Bool
    {
        if let region, service.json["region"]?.string != region { return false }
        guard !tags.isEmpty else { return true }
        let present = try await present()
        return tags.allSatisfy { present[$0.key] == $0.value }
    }
}
