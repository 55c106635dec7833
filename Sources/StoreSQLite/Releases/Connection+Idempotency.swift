import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

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
            return known.reservation
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

    /// Marks a key's request as carried out by a change that the same transaction writes.
    func carryOut(_ key: IdempotencyKey, by revision: Revision) throws(StoreFailure) {
        try run(
            "UPDATE idempotency SET revision = ?1 WHERE principal = ?2 AND route = ?3 AND key = ?4",
            revision,
            key.principal,
            key.route,
            key.key
        )
    }

    /// Frees a key whose request was not carried out; an answer that is remembered stays.
    func release(_ key: IdempotencyKey) throws(StoreFailure) {
        let place = "principal = ?1 AND route = ?2 AND key = ?3 AND status IS NULL"
        try run("DELETE FROM idempotency WHERE \(place) AND revision IS NULL", key.principal, key.route, key.key)
        try run("UPDATE idempotency SET status = 0 WHERE \(place)", key.principal, key.route, key.key)
    }

    /// Does the same to all keys that have no answer; nobody is working on one.
    func releaseKeys() throws(StoreFailure) {
        try run("DELETE FROM idempotency WHERE status IS NULL AND revision IS NULL")
        try run("UPDATE idempotency SET status = 0 WHERE status IS NULL")
    }
}

/// What is known of a reserved key.
private struct KnownAnswer: StoredRow {
    static let table = "idempotency"
    static let columns = "key, body_digest, revision, status, content_type, body"

    let bodyDigest: Digest
    let reservation: IdempotencyReservation

    init(_ row: inout Row) throws(StoreFailure) {
        _ = try row.text()
        bodyDigest = try row.digest()
        let revision = try row.optionalInteger()
        switch try row.optionalInteger() {
        case nil:
            reservation = .inProgress
        case 0:
            reservation = .carriedOut(Revision(revision ?? 0))
        case let status?:
            reservation = .answered(
                RememberedAnswer(status: status, contentType: try row.text(), body: try row.bytes())
            )
        }
    }
}
