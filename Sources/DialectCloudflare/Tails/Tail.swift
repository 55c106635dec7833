import FoundationEssentials
import ReleaseModel

/// Somebody's wish to see what a worker does, by a WebSocket whose address is the credential for it.
struct Tail: Sendable {
    /// How long the address can be opened.
    static let openingTime: TimeInterval = 600
    /// How long it lasts, open or not.
    static let lifetime: TimeInterval = 6 * 3_600
    /// The random bytes of an address.
    static let secretByteCount = 32

    typealias ID = Identifier<Tail>

    let id: ID
    let worker: Workload
    let filters: [TailFilter]
    /// The address without its secret, which is told once and not kept.
    let address: String
    /// SHA-256 of the secret.
    let secret: Digest
    /// The hash of the token that it was made with, and ends with.
    let token: Digest
    let createdAt: Date

    var expiresAt: Date { createdAt.addingTimeInterval(Self.lifetime) }
    /// When it can be opened no more.
    var opensUntil: Date { createdAt.addingTimeInterval(Self.openingTime) }

    func admits(_ invocation: Invocation, draw: Double) -> Bool {
        filters.allSatisfy { $0.admits(invocation, draw: draw) }
    }
}
