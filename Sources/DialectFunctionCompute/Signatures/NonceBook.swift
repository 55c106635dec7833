import ReleaseModel

/// The nonces that were used of late, so that none is used twice.
///
/// They lie in slots of a minute each, which are forgotten whole. Times are monotonic: nobody makes a request good once
/// more by setting the clock of the wall.
struct NonceBook {
    /// A nonce of a key, by a digest of both that is as good as unique.
    struct Mark: Hashable {
        private let high: UInt64
        private let low: UInt64

        init(_ digest: Digest) {
            let words = digest.bytes.prefix(16).reduce(into: (high: UInt64(0), low: UInt64(0))) { words, byte in
                words = (words.high << 8 | words.low >> 56, words.low << 8 | UInt64(byte))
            }
            (high, low) = (words.high, words.low)
        }
    }

    enum Outcome {
        case claimed, replayed
        /// There is no room; nothing was remembered.
        case full
    }

    /// How long a slot takes new nonces; a nonce is kept for up to this much longer than it has to be.
    private static let slotLength: Duration = .seconds(60)

    private struct Slot {
        let began: ContinuousClock.Instant
        private(set) var count = 0
        private var marks: [Account.ID: Set<Mark>] = [:]

        init(began: ContinuousClock.Instant) {
            self.began = began
        }

        func marks(of account: Account.ID) -> Set<Mark> { marks[account] ?? [] }

        mutating func insert(_ mark: Mark, of account: Account.ID) {
            marks[account, default: []].insert(mark)
            count += 1
        }
    }

    private let limitOfAccount: Int
    private let limit: Int
    /// In the order of their times.
    private var slots: [Slot] = []

    init(
        limitOfAccount: Int = SignatureLimits.maximumNoncesOfAccount,
        limit: Int = SignatureLimits.maximumNonces
    ) {
        self.limitOfAccount = limitOfAccount
        self.limit = limit
    }

    /// Notes that a nonce is used, unless it was before.
    mutating func claim(_ mark: Mark, of account: Account.ID, at now: ContinuousClock.Instant) -> Outcome {
        slots.removeAll { $0.began.duration(to: now) >= SignatureLimits.nonceRetention + Self.slotLength }
        guard !slots.contains(where: { $0.marks(of: account).contains(mark) }) else { return .replayed }
        let ofAccount = slots.reduce(0) { $0 + $1.marks(of: account).count }
        guard ofAccount < limitOfAccount, count < limit else { return .full }
        if slots.last.map({ $0.began.duration(to: now) >= Self.slotLength }) ?? true {
            slots.append(Slot(began: now))
        }
        slots[slots.count - 1].insert(mark, of: account)
        return .claimed
    }

    var count: Int {
        slots.reduce(0) { $0 + $1.count }
    }
}
