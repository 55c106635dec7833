import FoundationEssentials
import ReleaseCore
import ReleaseModel

extension Connection {
    /// How many forgotten keys one reservation clears away at most.
    private static let sweepLimit = 64

    /// Reserves a key unless it is known, and clears away some whose time is over.
    func reserve(_ key: IdempotencyKey, at time: Date) throws(StoreFailure) -> IdempotencyReservation {
        let expiry = time.milliseconds - Int(IdempotencyKey.retention.components.seconds) * 1_000
        try run(
            """
            DELETE FROM idempotency WHERE rowid IN (
                SELECT rowid FROM idempotency WHERE reserved_at < ?1 ORDER BY reserved_at LIMIT ?2
            ) OR (principal = ?3 AND route = ?4 AND key = ?5 AND reserved_at < ?1)
            """,
            expiry,
            Self.sweepLimit,
            key.principal,
            key.route,
            key.key
        )
        if let known: KnownAnswer = try first(
            "WHERE principal = ?1 AND route = ?2 AND key = ?3",
            key.principal,
            key.route,
            key.key
        ) {
            guard known.bodyDigest == key.bodyDigest else { return .differs }
            return known.answer.map(IdempotencyReservation.answered) ?? .inProgress
        }
        try run(
            "INSERT INTO idempotency (principal, route, key, body_digest, reserved_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            key.principal,
            key.route,
            key.key,
            key.bodyDigest,
            time
        )
        return .fresh
    }

    func remember(_ answer: RememberedAnswer, for key: IdempotencyKey) throws(StoreFailure) {
        try run(
            """
            UPDATE idempotency SET status = ?1, content_type = ?2, body = ?3
            WHERE principal = ?4 AND route = ?5 AND key = ?6
            """,
            answer.status,
            answer.contentType,
            answer.body,
            key.principal,
            key.route,
            key.key
        )
    }

    /// Frees a key without an answer; an answer that is remembered stays.
    func release(_ key: IdempotencyKey) throws(StoreFailure) {
        try run(
            "DELETE FROM idempotency WHERE principal = ?1 AND route = ?2 AND key = ?3 AND status IS NULL",
            key.principal,
            key.route,
            key.key
        )
    }
}

/// What is known of a reserved key.
private struct KnownAnswer: StoredRow {
    static let table = "idempotency"
    static let columns = "key, body_digest, status, content_type, body"

    let bodyDigest: Digest
    let answer: RememberedAnswer?

    init(_ row: inout Row) throws(StoreFailure) {
        _ = try row.text()
        bodyDigest = try row.digest()
        guard let status = try row.optionalInteger() else {
            answer = nil
            return
        }
        answer = RememberedAnswer(status: status, contentType: try row.text(), body: try row.bytes())
    }
}
