import FoundationEssentials

/// When a pair ceases to be.
public enum KVExpiration: Sendable, Hashable {
    case at(secondsSince1970: Int)
    case after(seconds: Int)

    /// The shortest life of a pair, in seconds, as Cloudflare documents it for `expiration` and `expiration_ttl`.
    public static let minimumLifetimeSeconds = 60
    /// The last second of the year 9999, which is the last that RFC 3339 can write.
    public static let latest = 253_402_300_799

    /// Returns the first second, since 1970, at which the pair is gone.
    func deadline(now: Date) throws(ResourceError) -> Int {
        let present = now.wholeSeconds
        let deadline: Int
        switch self {
        case .at(let seconds):
            deadline = seconds
        case .after(let seconds):
            guard seconds <= Self.latest else { throw .expirationTooLate(self) }
            deadline = present + max(seconds, 0)
        }
        guard deadline >= present + Self.minimumLifetimeSeconds else { throw .expirationTooSoon(self) }
        guard deadline <= Self.latest else { throw .expirationTooLate(self) }
        return deadline
    }
}

extension Date {
    /// Seconds since 1970, a begun one not counted.
    var wholeSeconds: Int { Int(timeIntervalSince1970.rounded(.down)) }
}
