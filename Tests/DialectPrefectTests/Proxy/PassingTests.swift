import Lifecycle
import SocketTesting
import Synchronization
import Testing

@testable import DialectPrefect

@Suite("What nobody answers here passes through", .timeLimit(.minutes(1)))
struct PassingTests {
    @Test("a request with its fields in order, but for those of the connection and Sluice's own session")
    func requestFields() async throws {
        let fields = [
            "X-First: 1", "Accept-Encoding: gzip, deflate", "Keep-Alive: timeout=5", "Connection: X-Named, keep-alive",
            "X-Named: gone", "Cookie: a=1; __Host-sluice-session=secret; b=2", "x-first: 2", "TE: trailers",
            "Proxy-Authorization: Basic x", "Prefect-Csrf-Token: t", "Upgrade: h2c", "Authorization: Basic YTpi",
            "Expect: 100-continue",
        ]
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer("200 OK", "")
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let lines = fields.map { $0 + "\r\n" }.joined()
            let target = "/api/flows/%C3%A4?x=%2F&&y"
            let head = "POST \(target) HTTP/1.1\r\nHost: localhost:\(proxy.port)\r\n\(lines)Content-Length: 2\r\n\r\nok"
            let answers = try await offPool {
                let socket = try proxy.socket()
                try socket.send(head)
                let first = try socket.receiveAnswer()
                return [first.status == 100 ? try socket.receiveAnswer().status : first.status]
            }
            #expect(answers == [200])
            let request = try #require(proxy.upstream.requests.first)
            #expect(request.hasPrefix("POST \(target) HTTP/1.1\r\n") && request.hasSuffix("\r\n\r\nok"))
            let expected = [
                "Host: localhost:\(proxy.port)", "X-First: 1", "Accept-Encoding: gzip, deflate", "x-first: 2",
                "Prefect-Csrf-Token: t", "Authorization: Basic YTpi", "Cookie: a=1; b=2", "Content-Length: 2",
            ]
            #expect(request.fieldLines == expected)
        }
    }

    struct Answer: Sendable {
        var method = "GET"
        let wire: String
        let status: Int
        /// In order; the engine's own date comes last and is left out.
        let fields: [String]
        var body = ""
    }

    static let answers: [Answer] = [
        Answer(
            wire:
                "HTTP/1.1 200 OK\r\ndate: then\r\nserver: uvicorn\r\naccess-control-allow-origin: *\r\nETag: \"a\"\r\n"
                + "Access-Control-Allow-Credentials: true\r\nContent-Encoding: gzip\r\nKeep-Alive: x\r\n"
                + "Connection: X-Hop\r\nX-Hop: 1\r\nSet-Cookie: __Host-sluice-session=evil\r\nSet-Cookie: c=1\r\n"
                + "Content-Length: 4\r\n\r\n\u{1F}\u{08}\u{00}\u{01}",
            status: 200,
            fields: [
                "server: uvicorn", "ETag: \"a\"", "Content-Encoding: gzip", "Set-Cookie: c=1", "Content-Length: 4",
            ],
            body: "\u{1F}\u{08}\u{00}\u{01}"
        ),
        Answer(
            method: "HEAD",
            wire: "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n",
            status: 200,
            fields: ["Content-Length: 17"]
        ),
        Answer(method: "DELETE", wire: "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n", status: 204, fields: ["X: y"]),
        Answer(wire: "HTTP/1.1 304 Not Modified\r\nETag: W/\"b\"\r\n\r\n", status: 304, fields: ["ETag: W/\"b\""]),
        Answer(
            wire: "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://elsewhere.test/\r\nContent-Length: 0\r\n\r\n",
            status: 307,
            fields: ["Location: http://elsewhere.test/", "Content-Length: 0"]
        ),
        Answer(
            wire: "HTTP/1.1 422 Unprocessable Entity\r\nContent-Length: 2\r\n\r\n{}",
            status: 422,
            fields: ["Content-Length: 2"],
            body: "{}"
        ),
    ]

    @Test(
        "an answer as it is, without the server's leave for foreign pages, and no redirect is followed",
        arguments: answers
    )
    func answer(answer: Answer) async throws {
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer(answer.wire)
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let got = try await proxy.answer(answer.method, "/api/x")
            #expect(got.status == answer.status && got.body == answer.body)
            #expect(got.head.fieldLines.filter { !$0.hasPrefix("Date: ") } == answer.fields)
            #expect(proxy.upstream.requests.count == 1)
        }
    }

    @Test("an answer piece by piece, each before the next is there")
    func streamedAnswer() async throws {
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n")
            // The client says that it has the first piece by asking for something else.
            try conversation.socket.send(try Self.signal.take())
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let body = try await offPool {
                let socket = try proxy.socket()
                try socket.send("GET /api/logs HTTP/1.1\r\nHost: \(proxy.host)\r\n\r\n")
                let first = try socket.receive(until: "5\r\nfirst\r\n")
                Self.signal.give("4\r\nlast\r\n0\r\n\r\n")
                return (first, try socket.receive(until: "0\r\n\r\n"))
            }
            #expect(body.0.hasPrefix("HTTP/1.1 200") && body.1 == "4\r\nlast\r\n0\r\n\r\n")
        }
    }

    private static let signal = Handover()

    @Test("a large body of a request piece by piece")
    func streamedRequest() async throws {
        let size = 3_000_000
        let script: ScriptedUpstream.Script = { conversation in
            let head = try conversation.socket.receive(until: "\r\n\r\n")
            let first = try conversation.socket.receive(count: 1_000_000)
            Self.halfway.give("go on")
            let rest = try conversation.socket.receive(count: size - 1_000_000)
            let isWhole = (first + rest).allSatisfy { $0 == UInt8(ascii: "x") }
            try conversation.answer(
                "200 OK",
                isWhole && head.contains("Content-Length: \(size)") ? "whole" : "not whole"
            )
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let answer = try await offPool {
                let socket = try proxy.socket()
                let half = [UInt8](repeating: UInt8(ascii: "x"), count: size / 2)
                try socket.send("POST /api/logs/ HTTP/1.1\r\nHost: \(proxy.host)\r\nContent-Length: \(size)\r\n\r\n")
                try socket.send(half)
                _ = try Self.halfway.take()
                try socket.send(half)
                return try socket.receiveAnswer()
            }
            #expect(answer.body == "whole")
        }
    }

    private static let halfway = Handover()

    struct Elsewhere: Sendable {
        let request: String
        let status: Int
    }

    static let elsewhere: [Elsewhere] = [
        Elsewhere(request: "CONNECT evil.test:80 HTTP/1.1\r\nHost: evil.test:80\r\n\r\n", status: 501),
        Elsewhere(request: "CONNECT /x HTTP/1.1\r\nHost: HOST\r\n\r\n", status: 501),
        Elsewhere(request: "GET http://evil.test/ HTTP/1.1\r\nHost: HOST\r\n\r\n", status: 400),
        Elsewhere(request: "GET http://evil.test/ HTTP/1.1\r\nHost: evil.test\r\n\r\n", status: 421),
        Elsewhere(request: "GET //evil.test/ HTTP/1.1\r\nHost: HOST\r\n\r\n", status: 200),
        Elsewhere(request: "GET http://HOST/api HTTP/1.1\r\nHost: HOST\r\n\r\n", status: 200),
    ]

    @Test("to the configured server and no other, whatever the request names", arguments: elsewhere)
    func nowhereElse(request: Elsewhere) async throws {
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer("200 OK", "")
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let answer = try await proxy.answer(to: request.request.replacing("HOST", with: proxy.host))
            #expect(answer.status == request.status)
            #expect(proxy.upstream.requests.count == (request.status == 200 ? 1 : 0))
            #expect(proxy.upstream.requests.allSatisfy { $0.contains("Host: \(proxy.host)\r\n") })
        }
    }
}
