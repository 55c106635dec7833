import ReleaseCore
import ReleaseModel
import Synchronization

/// Remembers the nonces of requests, so that no signed request that somebody recorded is carried out again.
///
/// It is in the memory of one process, and forgets when that ends. Signatures of the scheme `FC` have no nonce, as the
/// vendor's have none: whoever records such a request can repeat it within ``SignatureLimits/clockSkew``.
public final class NonceRegister: Sendable {
    private let book: Mutex<NonceBook>
    private let instant: @Sendable () -> ContinuousClock.Instant

    public init(instant: @escaping @Sendable () -> ContinuousClock.Instant) {
        book = Mutex(NonceBook())
        self.instant = instant
    }

    /// Notes that a key's nonce is used; call it for requests whose signature is right alone, lest others fill it.
    func claim(_ nonce: String, by key: AccessKey) throws(SignatureRefusal) {
        let mark = NonceBook.Mark(Digest(sha256: Array("\(key.id) \(nonce)".utf8)))
        switch book.withLock({ $0.claim(mark, of: key.account, at: instant()) }) {
        case .claimed: return
        case .replayed: throw .replayed
        case .full: throw .tooManyNonces
        }
    }
}
