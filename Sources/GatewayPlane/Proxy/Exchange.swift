import HTTPEngine

/// A request in hand and what is known of its answer.
struct Exchange {
    /// Nil until a version is chosen.
    var lane: VersionLane?
    /// Whether the answer names version and revision.
    var reportsVersion = false
    /// What the request asked for in vain.
    var ignored: IgnoredChoices = []
    /// The table's revision when the request began.
    var revision = 0

    let method: KnownMethod
    let isHTTP10: Bool
    let body: BodyFraming
    let expectsContinue: Bool
    /// Whether the client's connection may serve another request.
    var isPersistent: Bool
    let requestID: RequestID
    /// On the precise monotonic clock.
    let startedAt: UInt64

    /// The head as it goes to the engine, kept for a second attempt.
    var head: [UInt8] = []
    var attempts = 0
    var isRetry = false
    /// The status that was answered; 0 before the answer's head has been sent.
    var status = 0
    /// Set for a request from worker to worker.
    var service: ServiceRequest.ServiceCall?
    /// Whether refusals are pages instead of problem documents; nil when nobody has asked yet.
    var prefersHTML: Bool?

    init(_ head: RequestHead, requestID: RequestID) {
        method = head.method
        isHTTP10 = head.isHTTP10
        body = head.body
        expectsContinue = head.expectsContinue
        isPersistent = head.isPersistent
        self.requestID = requestID
        startedAt = EventLoop.preciseNanoseconds
    }

    /// A request whose head was refused.
    init(malformed requestID: RequestID) {
        (method, isHTTP10, body, expectsContinue, isPersistent) = (.other, false, .none, false, false)
        self.requestID = requestID
        startedAt = EventLoop.preciseNanoseconds
    }

    /// Whether the request may be sent a second time after a kept connection turned out to be dead.
    ///
    /// Once, if the method is idempotent and there is no body (RFC 9110, 9.2.2), and not a byte of an answer came.
    var isReplayable: Bool {
        !isRetry && status == 0 && method.isIdempotent && body == .none
    }
}

/// Names one request in logs and refusals: 32 hexadecimal digits.
struct RequestID {
    let high: UInt64
    let low: UInt64

    /// Reads 32 hexadecimal digits; nil for anything else.
    init?(text: String) {
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    var text: String {
        String(unsafeUninitializedCapacity: 32) { text in
            for index in 0..<32 {
                let word = index < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4)) & 0xF
                text[index] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
            }
            return 32
        }
    }
}
