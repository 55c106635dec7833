import FoundationEssentials
import HTTPModel
import ReleaseModel
import Testing

@testable import DialectCloudflare

@Suite("A tail's WebSocket", .timeLimit(.minutes(1)))
struct TailSessionTests {
    private let transport = TestTransport()

    /// Serves news that are all there; the feed then ends, or waits.
    private func run(_ news: [TailNews], filters: [TailFilter] = [], objection: String? = nil) async throws {
        let (stream, feed) = AsyncStream.makeStream(of: TailNews.self)
        for item in news { feed.yield(item) }
        if objection == nil { feed.finish() }
        await TailSession(
            tail: try .example(filters: filters),
            feed: {
                var iterator = stream.makeAsyncIterator()
                return await iterator.next()
            },
            session: WebSocketSession(over: transport),
            describe: { ["id": .string("\($0)"), "tag": "v1"] },
            objection: { objection }
        )
        .run()
    }

    @Test("carries one document for a request, in the protocol's format")
    func request() async throws {
        let exception = Invocation.Exception(name: "TypeError", message: "no", stack: nil, time: .example(0.5))
        let invocation = Invocation(
            version: .example(),
            event: .request(
                Invocation.Request(url: "http://a.example/", method: "GET", headers: ["x-a": "b"], status: 500)
            ),
            outcome: .exception,
            time: .example(),
            logs: [Invocation.Log(level: "warn", text: "said", time: .example(0.25))],
            exceptions: [exception],
            isTruncated: true
        )
        try await run([.invocation(invocation)])
        #expect(
            transport.sent == [
                #"{"event":{"request":{"cf":{},"headers":{"x-a":"b"},"method":"GET","url":"http://a.example/"},"#
                    + #""response":{"status":500}},"eventTimestamp":1800000000000,"exceptions":[{"message":"no","#
                    + #""name":"TypeError","timestamp":1800000000500}],"logs":[{"level":"warn","message":["said"],"#
                    + #""timestamp":1800000000250}],"outcome":"exception","scriptName":"worker-1","scriptVersion":"#
                    + #"{"id":"00000000-0000-4000-8000-000000000001","tag":"v1"},"truncated":true}"#
            ]
        )
    }

    @Test("tells scheduled events, and how much was lost")
    func others() async throws {
        try await run([.lost(3), .invocation(.scheduled)])
        let documents = try transport.sent.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(documents.count == 2)
        #expect(documents.first?["event"]?["type"] == "overload")
        #expect(documents.first?["event"]?["message"]?.string?.hasPrefix("3 events were dropped") == true)
        #expect(documents.last?["event"] == ["cron": "*/5 * * * *", "scheduledTime": 1_800_000_060_000])
    }

    @Test("keeps back what the filters do not admit")
    func filtered() async throws {
        try await run([.invocation(.example("POST")), .invocation(.example("GET"))], filters: [.methods(["GET"])])
        #expect(transport.sent.count == 1)
        #expect(transport.sent.first?.contains(#""method":"GET""#) == true)
    }

    @Test("is closed when the data plane ends the feed, so that the client asks again")
    func feedEnds() async throws {
        try await run([])
        #expect(transport.closing?.code == .goingAway)
    }

    @Test("is closed when the tail may not go on")
    func objection() async throws {
        try await run([], objection: "the tail has expired")
        #expect(transport.closing == WebSocketClosing(.policyViolation, reason: "the tail has expired"))
    }

    @Test("ends when the client closes it")
    func client() async throws {
        let (stream, feed) = AsyncStream.makeStream(of: TailNews.self)
        let session = TailSession(
            tail: try .example(),
            feed: {
                var iterator = stream.makeAsyncIterator()
                return await iterator.next()
            },
            session: WebSocketSession(over: transport),
            describe: { _ in nil },
            objection: { nil }
        )
        async let end: Void = session.run()
        transport.closeByClient()
        await end
        feed.finish()
        #expect(transport.closing?.reason == "the client")
        #expect(transport.sent.isEmpty)
    }
}
