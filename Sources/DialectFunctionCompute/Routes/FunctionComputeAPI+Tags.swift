import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Words that people put on services.
extension FunctionComputeAPI {
    static let maximumTags = 20

    static func addTagRoutes(_ table: inout EndpointTable) {
        table.add(.post, "/tag", Endpoint(.deploy, FunctionComputeAPI.tagResource))
        table.add(.get, "/tag", Endpoint(.read, FunctionComputeAPI.readTags))
        // The two forms of the API take tags away by methods of their own.
        table.add(.put, "/tag", Endpoint(.deploy, FunctionComputeAPI.untagResource))
        table.add(.delete, "/tag", Endpoint(.deploy, FunctionComputeAPI.untagResource))
        table.add(.get, "/tags", Endpoint(.read, FunctionComputeAPI.listTagged))
    }

    func tags(of workload: Workload) async throws -> [String: String] {
        try await setting(.tags, .workload, of: workload) ?? [:]
    }

    @Sendable
    private func tagResource(_ call: Call) async throws -> Answer {
        let request = try call.document()
        guard let added = try request.map("tags"), !added.isEmpty else {
            throw FunctionComputeError.invalid("tags are required")
        }
        return try await change(try service(request.required("resourceArn"), call), call) { tags in
            let merged = tags.merging(added) { $1 }
            guard merged.count <= Self.maximumTags else {
                throw FunctionComputeError(.limitExceeded, "a service can have \(Self.maximumTags) tags")
            }
            return merged
        }
    }

    @Sendable
    private func untagResource(_ call: Call) async throws -> Answer {
        let request = try call.document()
        let removesAll = try request.bool("all") ?? false
        let keys = Set(try request.texts("tagKeys") ?? [])
        guard removesAll || !keys.isEmpty else { throw FunctionComputeError.invalid("tagKeys or all are required") }
        return try await change(try service(request.required("resourceArn"), call), call) { tags in
            removesAll ? [:] : tags.filter { !keys.contains($0.key) }
        }
    }

    @Sendable
    private func readTags(_ call: Call) async throws -> Answer {
        guard let resource = call.query["resourceArn"], !resource.isEmpty else {
            throw FunctionComputeError.invalid("resourceArn is required")
        }
        let name = try service(resource, call)
        guard let workload = try await plane.store.workload(name) else {
            throw FunctionComputeError.serviceNotFound(name.name)
        }
        return Answer(Self.json(resource, try await tags(of: workload)))
    }

    @Sendable
    private func listTagged(_ call: Call) async throws -> Answer {
        let list = try ListQuery(call.query)
        var found: [(name: String, json: JSONValue)] = []
        for workload in try await services(of: call.account) {
            let tags = try await tags(of: workload)
            guard !tags.isEmpty else { continue }
            let region = FunctionComputeConfiguration.defaultRegion
            let resource = "acs:fc:\(region):\(call.account):services/\(workload.name)"
            found.append((workload.name.text, Self.json(resource, tags)))
        }
        let page = list.page(of: found, name: \.name)
        return Answer(.list("resources", page.items.map(\.json), next: page.next))
    }

    private func change(
        _ name: WorkloadName,
        _ call: Call,
        _ change: ([String: String]) throws -> [String: String]
    ) async throws -> Answer {
        try await plane.onLatest(of: name) { seen in
            guard let workload = try await plane.store.workload(name) else {
                throw FunctionComputeError.serviceNotFound(name.name)
            }
            let changed = try change(try await tags(of: workload))
            _ = try await plane.set(
                .tags,
                about: .workload,
                to: changed.isEmpty ? nil : try Self.text(changed),
                of: name,
                record: call.seeing(seen).record()
            )
            // Some clients read a document from every answer.
            return Answer([:])
        }
    }

    private func service(_ resource: String, _ call: Call) throws(FunctionComputeError) -> WorkloadName {
        let parts = resource.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "services" || parts[0].hasSuffix(":services"), !parts[1].isEmpty else {
            throw .invalid("resourceArn '\(resource)' is no service (allowed: acs:fc:REGION:ACCOUNT:services/NAME)")
        }
        return WorkloadName(account: call.account, kind: .service, name: String(parts[1]))
    }

    private static func json(_ resource: String, _ tags: [String: String]) -> JSONValue {
        ["resourceArn": .string(resource), "tags": .object(tags.mapValues(JSONValue.string))]
    }
}
