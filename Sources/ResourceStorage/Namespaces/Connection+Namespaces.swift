import FoundationEssentials
import ReleaseModel
import SQLiteAccess

extension Connection {
    private static var columns: String { "id, account, title, created_at" }

    /// Returns the number that pairs have their namespace by; refuses one that the account does not have.
    func number(of namespace: KVNamespace.Reference) throws(StoreFailure) -> Int {
        let number = try integer(
            "SELECT number FROM kv_namespace WHERE id = ?1 AND account = ?2 AND deleted_at IS NULL",
            namespace.id,
            namespace.account
        )
        guard let number else { throw .refused(.namespaceNotFound(namespace.id)) }
        return number
    }

    func namespace(_ namespace: KVNamespace.Reference) throws(StoreFailure) -> KVNamespace? {
        let statement = try statement(
            "SELECT \(Self.columns) FROM kv_namespace WHERE id = ?1 AND account = ?2 AND deleted_at IS NULL",
            [namespace.id, namespace.account]
        )
        guard try statement.step() else { return nil }
        var row = statement.row(of: "kv_namespace")
        return try row.namespace()
    }

    func namespaces(
        of account: Account.ID,
        sortedBy order: String,
        limit: Int,
        offset: Int
    ) throws(StoreFailure) -> [KVNamespace] {
        let statement = try statement(
            """
            SELECT \(Self.columns) FROM kv_namespace WHERE account = ?1 AND deleted_at IS NULL
            ORDER BY \(order) LIMIT ?2 OFFSET ?3
            """,
            [account, limit, offset]
        )
        var namespaces: [KVNamespace] = []
        while try statement.step() {
            var row = statement.row(of: "kv_namespace")
            namespaces.append(try row.namespace())
        }
        return namespaces
    }

    func namespaceCount(of account: Account.ID) throws(StoreFailure) -> Int {
        try integer("SELECT count(*) FROM kv_namespace WHERE account = ?1 AND deleted_at IS NULL", account) ?? 0
    }

    /// Refuses a title that another namespace of the account has.
    func requireFree(_ title: String, of account: Account.ID, except number: Int = 0) throws(StoreFailure) {
        let owner = try integer(
            "SELECT number FROM kv_namespace WHERE account = ?1 AND title = ?2 AND deleted_at IS NULL AND number <> ?3",
            account,
            title,
            number
        )
        guard owner == nil else { throw .refused(.titleTaken(title)) }
    }
}

extension Row {
    /// Reads identity, account, title and time of a namespace.
    mutating func namespace() throws(StoreFailure) -> KVNamespace {
        KVNamespace(
            id: try identifier(),
            account: try identifier(),
            title: try text(),
            createdAt: try date()
        )
    }
}
