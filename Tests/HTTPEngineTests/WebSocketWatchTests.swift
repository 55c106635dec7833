import Testing

@testable import HTTPEngine

@Suite("The watch over a WebSocket's client")
struct WebSocketWatchTests {
    private var limits: ServerLimits {
        var limits = ServerLimits()
        limits.writeTimeout = .seconds(10)
        limits.slowestBytesPerSecond = 100
        return limits
    }

    private func second(_ second: Int64) -> LoopInstant { LoopInstant(milliseconds: second * 1000) }

    private func watch() -> WebSocketWatch {
        WebSocketWatch(pingInterval: .seconds(30), limits: limits, at: second(0))
    }

    @Test("pings after one interval of silence and gives up after another; any word begins anew")
    func silence() {
        var watch = watch()
        #expect(watch.deadline(isListening: true) == second(30))
        #expect(watch.verdict(at: second(29), isListening: true) == .wait)
        #expect(watch.verdict(at: second(30), isListening: true) == .ping)
        #expect(watch.deadline(isListening: true) == second(60))
        watch.heard(at: second(59))
        #expect(watch.deadline(isListening: true) == second(89))
        #expect(watch.verdict(at: second(89), isListening: true) == .ping)
        #expect(watch.verdict(at: second(119), isListening: true) == .giveUp)
    }

    @Test("does not hold silence against a client that is not listened to")
    func paused() {
        var watch = watch()
        #expect(watch.deadline(isListening: false) == .never)
        #expect(watch.verdict(at: second(1000), isListening: false) == .wait)
    }

    @Test("gives up when what waited has not left in its time, and not while it does")
    func backlog() {
        var watch = watch()
        watch.note(sent: 1_000, pending: 500, at: second(0))
        #expect(watch.deadline(isListening: false) == second(15))
        // More is sent, less than what waited has left: the time runs on.
        watch.note(sent: 2_000, pending: 1_100, at: second(10))
        #expect(watch.deadline(isListening: false) == second(15))
        // All that waited has left; what came after has its own time.
        watch.note(sent: 2_500, pending: 1_500, at: second(14))
        #expect(watch.deadline(isListening: false) == second(39))
        #expect(watch.verdict(at: second(38), isListening: false) == .wait)
        #expect(watch.verdict(at: second(39), isListening: false) == .giveUp)
        watch.note(sent: 2_500, pending: 0, at: second(39))
        #expect(watch.deadline(isListening: false) == .never)
    }
}
