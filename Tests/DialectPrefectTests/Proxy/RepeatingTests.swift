import SocketTesting
import Testing

@testable import DialectPrefect

@Suite("A server that is too busy to write", .timeLimit(.minutes(1)))
struct RepeatingTests {
    private static let quick = ProxyUnderTest.Settings.with {
        $0.limits.firstPause = .milliseconds(1)
        $0.limits.longestPause = .milliseconds(4)
    }

    /// Answers 503 on so many connections, then 201.
    private static func busy(times: Int) -> ScriptedUpstream.Script {
        { conversation in
            while true {
                try conversation.request()
                let isBusy = conversation.number < times
                try conversation.answer(isBusy ? "503 Service Unavailable" : "201 Created", isBusy ? "busy" : "done")
            }
        }
    }

    @Test("is asked again, with the same words, until it has time", arguments: ["POST", "PUT", "PATCH", "DELETE"])
    func repeats(method: String) async throws {
        try await ProxyUnderTest.run(Self.quick, script: Self.busy(times: 3)) { proxy in
            let answer = try await proxy.answer(method, "/api/deployments/", body: "{\"a\": 1}")
            #expect(answer.status == 201 && answer.body == "done")
            #expect(proxy.upstream.requests.count == 4 && Set(proxy.upstream.requests).count == 1)
        }
    }

    @Test("has its refusal passed on after a time")
    func givesUp() async throws {
        var settings = Self.quick
        settings.limits.repeatDeadline = .milliseconds(300)
        try await ProxyUnderTest.run(settings, script: Self.busy(times: .max)) { proxy in
            let answer = try await proxy.answer("POST", "/api/flows/", body: "{}")
            #expect(answer.status == 503 && answer.body == "busy")
            #expect(proxy.upstream.requests.count > 2)
        }
    }

    @Test("is asked once for what is no write, and for what is too large to be kept")
    func once() async throws {
        var settings = Self.quick
        settings.limits.repeatableBytes = 1_000
        try await ProxyUnderTest.run(settings, script: Self.busy(times: .max)) { proxy in
            let read = try await proxy.answer("GET", "/api/flows/x")
            #expect(read.status == 503)
            #expect(proxy.upstream.requests.count == 1)
            let body = String(repeating: "x", count: 200_000)
            #expect(try await proxy.answer("POST", "/api/logs/", body: body).status == 503)
            #expect(proxy.upstream.requests.count == 2)
        }
    }

    @Test("gets a chunked body again as one piece, if it is not too large")
    func chunked() async throws {
        try await ProxyUnderTest.run(Self.quick, script: Self.busy(times: 1)) { proxy in
            let chunks = "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
            let answer = try await proxy.answer(to: "POST /api/flows/ HTTP/1.1\r\nHost: \(proxy.host)\r\n\(chunks)")
            #expect(answer.status == 201)
            #expect(proxy.upstream.requests.count == 2)
            #expect(proxy.upstream.requests.allSatisfy { $0.hasSuffix("Content-Length: 5\r\n\r\nabcde") })
        }
    }

    struct Pause: Sendable {
        let jitter: Double
        let milliseconds: [Int]
    }

    @Test(
        "is given twice the time at each attempt, up to a second",
        arguments: [
            Pause(jitter: 1, milliseconds: [50, 100, 200, 400, 800, 1_000, 1_000]),
            Pause(jitter: 0, milliseconds: [25, 50, 100, 200, 400, 500, 500]),
        ]
    )
    func pauses(pause: Pause) {
        var pauses = RetryPauses(UpstreamLimits())
        for milliseconds in pause.milliseconds {
            #expect(pauses.next(elapsed: .zero, jitter: pause.jitter) == .milliseconds(milliseconds))
        }
        #expect(pauses.next(elapsed: .seconds(29), jitter: 1) == .seconds(1))
        #expect(pauses.next(elapsed: .milliseconds(29_001), jitter: 1) == nil)
    }
}
