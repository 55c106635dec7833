public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

extension SQLiteStore {
    public func accounts() async throws(ReleaseError) -> [Account] {
        try await reader.run("accounts") { (connection) throws(StoreFailure) in
            try connection.all("ORDER BY name")
        }
    }

    public func workload(_ name: WorkloadName) async throws(ReleaseError) -> Workload? {
        try await reader.run("workload") { (connection) throws(StoreFailure) in
            try connection.first(
                "WHERE account = ?1 AND name = ?2 AND kind = ?3 AND deleted_at IS NULL",
                name.account,
                name.name,
                name.kind.rawValue
            )
        }
    }

    public func workload(_ id: Workload.ID) async throws(ReleaseError) -> Workload? {
        try await reader.run("workload") { (connection) throws(StoreFailure) in
            try connection.first("WHERE id = ?1 AND deleted_at IS NULL", id)
        }
    }

    public func workers(named name: String) async throws(ReleaseError) -> [Workload] {
        try await reader.run("workers") { (connection) throws(StoreFailure) in
            try connection.all("WHERE name = ?1 AND kind = 'worker' AND deleted_at IS NULL ORDER BY id", name)
        }
    }

    public func workloads(
        of account: Account.ID,
        kind: Workload.Kind?,
        page: PageRequest
    ) async throws(ReleaseError) -> Page<Workload> {
        let place = try WorkloadCursor(page.cursor)
        return try await reader.run("workloads") { (connection) throws(StoreFailure) in
            let found: [Workload] = try connection.all(
                """
                WHERE account = ?1 AND (name, kind) > (?2, ?3) AND (?4 IS NULL OR kind = ?4) AND deleted_at IS NULL
                ORDER BY name, kind LIMIT ?5
                """,
                account,
                place.name,
                place.kind,
                kind?.rawValue,
                page.limit + 1
            )
            return Page(found, limit: page.limit) { WorkloadCursor($0).text }
        }
    }

    public func workloads(
        of account: Account.ID,
        kind: Workload.Kind,
        prefix: String,
        from first: String,
        limit: Int
    ) async throws(ReleaseError) -> [Workload] {
        try await reader.run("workloads") { (connection) throws(StoreFailure) in
            try connection.all(
                """
                WHERE account = ?1 AND kind = ?2 AND deleted_at IS NULL AND name >= max(?3, ?4)
                AND substr(name, 1, length(?3)) = ?3 ORDER BY name LIMIT ?5
                """,
                account,
                kind.rawValue,
                prefix,
                first,
                limit
            )
        }
    }

    public func workloadCount(of account: Account.ID, kind: Workload.Kind) async throws(ReleaseError) -> Int {
        try await reader.run("workload count") { (connection) throws(StoreFailure) in
            let count = try connection.integer(
                "SELECT COUNT(*) FROM workload WHERE account = ?1 AND kind = ?2 AND deleted_at IS NULL",
                account,
                kind.rawValue
            )
            return count ?? 0
        }
    }

    public func workloads(
        of account: Account.ID,
        withContentNaming text: String
    ) async throws(ReleaseError) -> [Workload] {
        try await scanner.read("workloads by content") { (connection) throws(StoreFailure) in
            try connection.all(
                """
                WHERE account = ?1 AND deleted_at IS NULL AND id IN (
                    SELECT workload FROM version WHERE deleted_at IS NULL AND snapshot IN (
                        SELECT digest FROM snapshot WHERE account = ?1 AND instr(body, CAST(?2 AS BLOB)) > 0
                    )
                ) ORDER BY name, kind
                """,
                account,
                text
            )
        }
    }

    public func lastChange(of workload: Workload.ID) async throws(ReleaseError) -> Revision {
        try await reader.run("last change") { (connection) throws(StoreFailure) in
            try connection.lastChange(of: workload)
        }
    }

    public func settings(of workload: Workload.ID) async throws(ReleaseError) -> [Setting] {
        try await reader.run("settings") { (connection) throws(StoreFailure) in
            try connection.all("WHERE workload = ?1 ORDER BY name, target, component", workload)
        }
    }

    public func draft(of workload: Workload.ID) async throws(ReleaseError) -> Draft? {
        try await reader.run("draft") { (connection) throws(StoreFailure) in
            try connection.first("WHERE workload = ?1", workload)
        }
    }

    public func alias(_ name: Alias.Name, of workload: Workload.ID) async throws(ReleaseError) -> Alias? {
        try await reader.run("alias") { (connection) throws(StoreFailure) in
            try connection.first("WHERE workload = ?1 AND name = ?2 AND deleted_at IS NULL", workload, name.text)
        }
    }

    public func alias(_ id: Alias.ID) async throws(ReleaseError) -> Alias? {
        try await reader.run("alias") { (connection) throws(StoreFailure) in
            try connection.first("WHERE id = ?1", id)
        }
    }

    public func aliases(of workload: Workload.ID) async throws(ReleaseError) -> [Alias] {
        try await reader.run("aliases") { (connection) throws(StoreFailure) in
            try connection.all("WHERE workload = ?1 AND deleted_at IS NULL ORDER BY name", workload)
        }
    }
}
