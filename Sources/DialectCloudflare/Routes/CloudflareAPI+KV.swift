import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import ResourceStorage

/// KV namespaces.
extension CloudflareAPI {
    static func addKVRoutes(_ table: inout EndpointTable) {
        let all = "/storage/kv/namespaces"
        let one = all + "/{namespace}"
        table.account(.get, all, Endpoint(.read, CloudflareAPI.listNamespaces))
        table.account(.post, all, Endpoint(.deploy, CloudflareAPI.createNamespace))
        table.account(.get, one, Endpoint(.read, CloudflareAPI.readNamespace))
        table.account(.put, one, Endpoint(.deploy, CloudflareAPI.renameNamespace))
        table.account(.delete, one, Endpoint(.admin, CloudflareAPI.deleteNamespace))
        addKVPairRoutes(&table, below: one)
    }

    func namespace(_ call: Call) throws -> KVNamespace.Reference {
        let text = call.parameters["namespace"]
        guard let id = KVNamespace.ID(digits: text) else {
            throw CloudflareError(.notFound, 10_013, "namespace not found: \(text)")
        }
        return KVNamespace.Reference(id, of: call.account)
    }

    @Sendable
    private func listNamespaces(_ call: Call) async throws -> Answer {
        let page = ListPage(call.query, standardSize: 20, maximumSize: KVLimit.namespacesPerPage.maximum)
        let list = try await resources.kv.namespaces(
            of: call.account,
            page: page.number,
            perPage: page.size,
            by: call.query["order"] == "title" ? .title : .id,
            call.query["direction"] == "desc" ? .descending : .ascending
        )
        return .page(list.namespaces.map(wire), page, total: list.totalCount)
    }

    @Sendable
    private func createNamespace(_ call: Call) async throws -> Answer {
        let title = try await title(call)
        return .result(wire(try await resources.kv.createNamespace(title, of: call.account, now: environment.now())))
    }

    @Sendable
    private func readNamespace(_ call: Call) async throws -> Answer {
        let reference = try namespace(call)
        guard let found = try await resources.kv.namespace(reference) else {
            throw ResourceError.namespaceNotFound(reference.id)
        }
        return .result(wire(found))
    }

    @Sendable
    private func renameNamespace(_ call: Call) async throws -> Answer {
        let title = try await title(call)
        return .result(wire(try await resources.kv.renameNamespace(try namespace(call), to: title)))
    }

    @Sendable
    private func deleteNamespace(_ call: Call) async throws -> Answer {
        try await resources.kv.deleteNamespace(try namespace(call), now: environment.now())
        return .result([:])
    }

    private func title(_ call: Call) async throws -> String {
        guard let title = try await call.json()["title"]?.string else {
            throw CloudflareError.parameterMissing("title")
        }
        return title
    }

    private func wire(_ namespace: KVNamespace) -> JSONValue {
        [
            "id": .string(namespace.id.compact), "title": .string(namespace.title), "supports_url_encoding": true,
        ]
    }
}
