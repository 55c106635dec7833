public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

extension SQLiteStore {
    public func triggers(of workload: Workload.ID) async throws(ReleaseError) -> [Trigger] {
        try await reader.run("triggers") { (connection) throws(StoreFailure) in
            try connection.all("WHERE workload = ?1 ORDER BY kind, text", workload)
        }
    }

    public func trigger(_ source: Trigger.Source) async throws(ReleaseError) -> Trigger? {
        try await reader.run("trigger") { (connection) throws(StoreFailure) in
            try connection.first(
                "WHERE kind = ?1 AND text = ?2 ORDER BY created_at, id LIMIT 1",
                source.kind.rawValue,
                source.text
            )
        }
    }

    public func triggers(
        of account: Account.ID,
        kind: Trigger.Kind,
        page: PageRequest
    ) async throws(ReleaseError) -> Page<Trigger> {
        let place = TriggerCursor(page.cursor)
        return try await reader.run("triggers") { (connection) throws(StoreFailure) in
            let found: [Trigger] = try connection.all(
                """
                WHERE kind = ?1 AND (text, id) > (?2, ?3)
                AND workload IN (SELECT id FROM workload WHERE account = ?4 AND deleted_at IS NULL)
                ORDER BY text, id LIMIT ?5
                """,
                kind.rawValue,
                place.text,
                place.id,
                account,
                page.limit + 1
            )
            return Page(found, limit: page.limit) { "\($0.id) \($0.source.text)" }
        }
    }
}

/// A place in a list of triggers, which is ordered by text and then identity; written `id text`.
private struct TriggerCursor {
    let text: String
    /// `nil` is before all.
    let id: Trigger.ID?

    init(_ cursor: String?) {
        let parts = cursor?.split(separator: " ", maxSplits: 1) ?? []
        id = parts.first.flatMap { Trigger.ID($0) }
        text = parts.count == 2 ? String(parts[1]) : ""
    }
}
