import ReleaseModel

/// Who is signed in, known by the hash of what the browser holds.
///
/// It lives in memory alone: when the control process starts anew, people sign in again. A session names the token it
/// was opened with, so revoking the token ends it.
struct SessionBook {
    /// The most sessions at a time; one more ends the one that was used longest ago.
    static let maximumCount = 1_000
    /// How long a session lasts without being used.
    static let idleTime: Duration = .seconds(12 * 3_600)
    /// How long a session lasts at all.
    static let lifetime: Duration = .seconds(7 * 24 * 3_600)

    private struct Session {
        let token: Digest
        let openedAt: ContinuousClock.Instant
        var usedAt: ContinuousClock.Instant

        func isOver(at now: ContinuousClock.Instant) -> Bool {
            usedAt.duration(to: now) >= SessionBook.idleTime || openedAt.duration(to: now) >= SessionBook.lifetime
        }
    }

    /// By the hash of the session's secret.
    private var sessions: [Digest: Session] = [:]

    var count: Int { sessions.count }

    /// Opens a session for a token, which is named by its hash.
    mutating func open(_ secret: Digest, token: Digest, at now: ContinuousClock.Instant) {
        if sessions.count >= Self.maximumCount {
            sessions = sessions.filter { !$0.value.isOver(at: now) }
        }
        if sessions.count >= Self.maximumCount,
            let oldest = sessions.min(by: { $0.value.usedAt < $1.value.usedAt })
        {
            sessions[oldest.key] = nil
        }
        sessions[secret] = Session(token: token, openedAt: now, usedAt: now)
    }

    /// Returns the hash of the token that a session was opened with, and notes that the session is used.
    mutating func token(of secret: Digest, at now: ContinuousClock.Instant) -> Digest? {
        guard var session = sessions[secret] else { return nil }
        guard !session.isOver(at: now) else {
            sessions[secret] = nil
            return nil
        }
        session.usedAt = now
        sessions[secret] = session
        return session.token
    }

    mutating func close(_ secret: Digest) {
        sessions[secret] = nil
    }
}
