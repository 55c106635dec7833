public import FoundationEssentials
public import ReleaseModel
import SQLiteAccess

extension KVStore {
    /// Makes an empty namespace; its title must not be empty, nor that of another one of the account.
    public func createNamespace(
        _ title: String,
        of account: Account.ID,
        id: KVNamespace.ID = KVNamespace.ID(UUID()),
        now: Date
    ) async throws(ResourceError) -> KVNamespace {
        try Self.checkTitle(title)
        return try await writer.write("create namespace") { (connection) throws(StoreFailure) in
            guard try connection.namespaceCount(of: account) < KVLimit.namespacesPerAccount.maximum else {
                let limit = KVLimit.namespacesPerAccount
                throw .refused(.overLimit(limit, found: limit.maximum + 1))
            }
            try connection.requireFree(title, of: account)
            try connection.run(
                "INSERT INTO kv_namespace (id, account, title, created_at) VALUES (?1, ?2, ?3, ?4)",
                id,
                account,
                title,
                now
            )
            return KVNamespace(id: id, account: account, title: title, createdAt: Date(milliseconds: now.milliseconds))
        }
    }

    /// Gives a namespace another title; its own one again is as good.
    public func renameNamespace(
        _ namespace: KVNamespace.Reference,
        to title: String
    ) async throws(ResourceError) -> KVNamespace {
        try Self.checkTitle(title)
        return try await writer.write("rename namespace") { (connection) throws(StoreFailure) in
            let number = try connection.number(of: namespace)
            try connection.requireFree(title, of: namespace.account, except: number)
            try connection.run("UPDATE kv_namespace SET title = ?1 WHERE number = ?2", title, number)
            guard let renamed = try connection.namespace(namespace) else {
                throw .refused(.namespaceNotFound(namespace.id))
            }
            return renamed
        }
    }

    /// Deletes a namespace with its pairs; its title is free at once.
    ///
    /// From then on nobody sees a pair of it. The space that they take is given back by ``ResourceStore/sweep(now:)``.
    public func deleteNamespace(_ namespace: KVNamespace.Reference, now: Date) async throws(ResourceError) {
        try await writer.write("delete namespace") { (connection) throws(StoreFailure) in
            let number = try connection.number(of: namespace)
            try connection.run("UPDATE kv_namespace SET deleted_at = ?1 WHERE number = ?2", now, number)
        }
    }

    /// Returns a namespace; `nil` when the account has none of this identity.
    public func namespace(_ namespace: KVNamespace.Reference) async throws(ResourceError) -> KVNamespace? {
        try await reader.run("namespace") { (connection) throws(StoreFailure) in try connection.namespace(namespace) }
    }

    /// Returns one page of an account's namespaces, counted from 1; past the end it is empty.
    ///
    /// A page has 1…``KVLimit/namespacesPerPage`` namespaces.
    public func namespaces(
        of account: Account.ID,
        page: Int = 1,
        perPage: Int = KVLimit.namespacesPerPage.maximum,
        by order: KVNamespaceList.Order = .id,
        _ direction: KVNamespaceList.Direction = .ascending
    ) async throws(ResourceError) -> KVNamespaceList {
        guard page > 0 else { throw .pageInvalid(page) }
        guard perPage > 0 else { throw .overLimit(.namespacesPerPage, found: perPage) }
        try KVLimit.namespacesPerPage.admit(perPage)
        let (offset, isBeyondAll) = (page - 1).multipliedReportingOverflow(by: perPage)
        return try await scanner.read("list namespaces") { (connection) throws(StoreFailure) in
            KVNamespaceList(
                namespaces: try connection.namespaces(
                    of: account,
                    sortedBy: "\(order == .id ? "id" : "title") \(direction == .ascending ? "ASC" : "DESC")",
                    limit: perPage,
                    offset: isBeyondAll ? Int.max : offset
                ),
                totalCount: try connection.namespaceCount(of: account)
            )
        }
    }

    private static func checkTitle(_ title: String) throws(ResourceError) {
        guard !title.isEmpty else { throw .titleEmpty }
        try KVLimit.titleLength.admit(title.unicodeScalars.count)
    }
}
