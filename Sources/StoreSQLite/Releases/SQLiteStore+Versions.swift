public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

extension SQLiteStore {
    public func highestNumber(under name: WorkloadName) async throws(ReleaseError) -> Int {
        try await reader.run("highest number") { (connection) throws(StoreFailure) in
            try connection.highestNumber(under: name)
        }
    }

    public func version(_ id: Version.ID) async throws(ReleaseError) -> Version? {
        try await reader.run("version") { (connection) throws(StoreFailure) in
            try connection.first("WHERE id = ?1", id)
        }
    }

    public func versions(
        of workload: Workload.ID,
        matching query: VersionQuery,
        limit: Int
    ) async throws(ReleaseError) -> [Version] {
        try await reader.run("versions") { (connection) throws(StoreFailure) in
            let rest = "ORDER BY number DESC LIMIT ?2"
            switch query {
            case .number(let number):
                return try connection.all("WHERE workload = ?1 AND number = ?3 \(rest)", workload, limit, number)
            case .idPrefix(let digits):
                guard let range = IdentifierRange(prefix: digits) else { return [] }
                return try connection.all(
                    "WHERE workload = ?1 AND id BETWEEN ?3 AND ?4 \(rest)",
                    workload,
                    limit,
                    range.first,
                    range.last
                )
            case .tag(let tag):
                return try connection.all("WHERE workload = ?1 AND tag = ?3 \(rest)", workload, limit, tag)
            case .snapshot(let digest):
                return try connection.all("WHERE workload = ?1 AND snapshot = ?3 \(rest)", workload, limit, digest)
            case .live:
                return try connection.all("WHERE workload = ?1 AND deleted_at IS NULL \(rest)", workload, limit)
            }
        }
    }

    public func versions(
        of workload: Workload.ID,
        from number: Int,
        ascending: Bool,
        limit: Int
    ) async throws(ReleaseError) -> [Version] {
        try await reader.run("versions") { (connection) throws(StoreFailure) in
            try connection.all(
                """
                WHERE workload = ?1 AND deleted_at IS NULL AND number \(ascending ? ">=" : "<=") ?2
                ORDER BY number \(ascending ? "ASC" : "DESC") LIMIT ?3
                """,
                workload,
                number,
                limit
            )
        }
    }

    public func versions(of workload: Workload.ID, page: PageRequest) async throws(ReleaseError) -> Page<Version> {
        let bound = try DescendingCursor.bound(page)
        return try await reader.run("versions") { (connection) throws(StoreFailure) in
            let found: [Version] = try connection.all(
                "WHERE workload = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3",
                workload,
                bound,
                page.limit + 1
            )
            return Page(found, limit: page.limit) { String($0.number) }
        }
    }

    public func deployment(_ id: Deployment.ID) async throws(ReleaseError) -> Deployment? {
        try await reader.run("deployment") { (connection) throws(StoreFailure) in
            try connection.first("WHERE id = ?1", id)
        }
    }

    public func deployments(
        of workload: Workload.ID,
        idPrefix: String,
        limit: Int
    ) async throws(ReleaseError) -> [Deployment] {
        guard let range = IdentifierRange(prefix: idPrefix) else { return [] }
        return try await reader.run("deployments") { (connection) throws(StoreFailure) in
            try connection.all(
                "WHERE id BETWEEN ?1 AND ?2 AND workload = ?3 ORDER BY id LIMIT ?4",
                range.first,
                range.last,
                workload,
                limit
            )
        }
    }

    public func deployments(of alias: Alias.ID, page: PageRequest) async throws(ReleaseError) -> Page<Deployment> {
        let bound = try DescendingCursor.bound(page)
        return try await reader.run("deployments") { (connection) throws(StoreFailure) in
            let found: [Deployment] = try connection.all(
                "WHERE alias = ?1 AND sequence < ?2 ORDER BY sequence DESC LIMIT ?3",
                alias,
                bound,
                page.limit + 1
            )
            return Page(found, limit: page.limit) { String($0.sequence) }
        }
    }
}
