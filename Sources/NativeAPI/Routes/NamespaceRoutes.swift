import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import ResourceStorage

/// KV namespaces: storage that versions bind to, and that no rollback touches.
extension ControlAPI {
    /// Lists by title; a cursor is the title before, so that a page misses nothing that was there all the time.
    func listNamespaces(_ call: Call) async throws -> Answer {
        let page = try call.page()
        // All of them: there are at most ``KVLimit/namespacesPerAccount``.
        let all = try await resources.kv.namespaces(of: call.account, by: .title).namespaces
        let rest = all.drop { namespace in
            page.cursor.map { !$0.utf8.lexicographicallyPrecedes(namespace.title.utf8) } ?? false
        }
        let items = rest.prefix(page.limit)
        let list = WireList(
            items: items.map(WireNamespace.init),
            cursor: rest.count > items.count ? items.last?.title : nil
        )
        return try Answer(json: list)
    }

    func readNamespace(_ call: Call) async throws -> Answer {
        try Answer(json: WireNamespace(try await namespace(try call.namespace())))
    }

    func createNamespace(_ call: Call, body: [UInt8]) async throws -> Answer {
        try call.refuseRevision("KV namespaces")
        let request = try StrictJSON.decode(WireNamespaceRequest.self, from: body)
        let made = try await resources.kv.createNamespace(request.title, of: call.account, now: environment.now())
        return try Answer(json: WireNamespace(made), status: .created)
    }

    func renameNamespace(_ call: Call, body: [UInt8]) async throws -> Answer {
        try call.refuseRevision("KV namespaces")
        let request = try StrictJSON.decode(WireNamespaceRequest.self, from: body)
        return try Answer(
            json: WireNamespace(try await resources.kv.renameNamespace(try call.namespace(), to: request.title))
        )
    }

    func deleteNamespace(_ call: Call) async throws -> Answer {
        try call.refuseRevision("KV namespaces")
        let found = try await namespace(try call.namespace())
        try await resources.kv.deleteNamespace(found.reference, now: environment.now())
        return try Answer(json: WireResourceChange(changed: "namespace \(found.title) (\(found.id.compact))"))
    }

    private func namespace(_ reference: KVNamespace.Reference) async throws -> KVNamespace {
        guard let found = try await resources.kv.namespace(reference) else {
            throw ResourceError.namespaceNotFound(reference.id)
        }
        return found
    }
}

extension Call {
    /// The namespace that the path names by `{namespace}`, of the token's own account.
    func namespace() throws -> KVNamespace.Reference {
        let text = parameters["namespace"]
        guard let id = KVNamespace.ID(digits: text) else { throw Refusal.namespaceNotFound(text) }
        return KVNamespace.Reference(id, of: account)
    }
}

extension WireNamespace {
    fileprivate init(_ namespace: KVNamespace) {
        self.init(
            id: namespace.id.compact,
            title: namespace.title,
            createdAt: Timestamp(namespace.createdAt).description
        )
    }
}
