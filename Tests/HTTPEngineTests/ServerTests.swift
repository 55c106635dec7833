import Foundation
import HTTPEngine
import HTTPModel
import Synchronization
import Testing

@Suite("A server", .timeLimit(.minutes(1)))
struct ServerTests {
    @Test("hands over what was asked, and answers with a framed message")
    func basics() async throws {
        let handler: HTTPServer.Handler = { request in
            let parts = [
                request.method.name, request.target.raw, request.authority ?? "-", request.fields["x-a"] ?? "-",
                "\(request.fields.contains(.host))", "\(request.target.segments)",
            ]
            return HTTPResponse(.created, contentType: "text/plain", body: .text(parts.joined(separator: " ")))
        }
        try await withServer(handler: handler) { server in
            let answer = try await server.connect().answer(
                to:
                    "PUT http://h.example:80/a%2Fb?q HTTP/1.1\r\nHost: H.example:80\r\nX-A: 1\r\nConnection: close\r\n\r\n"
            )
            let lines = answer.components(separatedBy: "\r\n")
            #expect(
                lines.prefix(4) == [
                    "HTTP/1.1 201 Created", "Content-Type: text/plain", "Content-Length: 41", "Connection: close",
                ]
            )
            #expect(lines[4].hasPrefix("Date: ") && lines[4].hasSuffix(" GMT"))
            #expect(lines.dropFirst(5) == ["", #"PUT /a%2Fb?q h.example:80 1 false ["a/b"]"#])
        }
    }

    @Test("answers requests that come at once in their order, one at a time")
    func pipelining() async throws {
        let active = Atomic<Int>(0)
        let handler: HTTPServer.Handler = { request in
            #expect(active.wrappingAdd(1, ordering: .relaxed).newValue == 1)
            for _ in 0..<100 { await Task.yield() }
            active.wrappingSubtract(1, ordering: .relaxed)
            return .text("<\(request.target.raw)>")
        }
        try await withServer(handler: handler) { server in
            let requests = (0..<50).map {
                "GET /\($0) HTTP/1.1\r\nHost: a\r\n\(($0 == 49) ? "Connection: close\r\n" : "")\r\n"
            }
            let answer = try await server.connect().answer(to: requests.joined())
            let order = answer.split(separator: "<").dropFirst().compactMap { $0.split(separator: ">").first }
            #expect(order.map(String.init) == (0..<50).map { "/\($0)" })
        }
    }

    @Test("sends no body where none may be, but says how long it would be")
    func bodiless() async throws {
        let handler: HTTPServer.Handler = { request in
            switch request.target.path {
            case "/204": HTTPResponse(.noContent, body: .text("ignored"))
            default: HTTPResponse.text("hello")
            }
        }
        try await withServer(handler: handler) { server in
            let answer = try await server.connect().answer(
                to: "HEAD /x HTTP/1.1\r\nHost: a\r\n\r\nGET /204 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /x HTTP/1.0\r\n\r\n"
            )
            let messages = answer.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0 }
            #expect(messages.count == 3)
            #expect(messages[0].contains("Content-Length: 5\r\n") && messages[0].hasSuffix("\r\n\r\n"))
            #expect(messages[1].hasPrefix("204 ") && messages[1].hasSuffix("\r\n\r\n"))
            #expect(!messages[1].contains("Content-Length"))
            #expect(messages[2].hasSuffix("\r\n\r\nhello"))
        }
    }

    @Test("streams in chunks, to old clients up to the close")
    func streaming() async throws {
        let handler: HTTPServer.Handler = { _ in
            let (writer, body) = HTTPBody.pipe()
            _ = writer.push(Array("hello ".utf8))
            _ = writer.push(Array("world".utf8))
            writer.finish()
            return HTTPResponse(.ok, body: .concatenation([body, .text("!")]))
        }
        try await withServer(handler: handler) { server in
            let new = try await server.connect().answer(to: "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(new.contains("\r\nTransfer-Encoding: chunked\r\n"))
            #expect(new.hasSuffix("\r\n\r\nb\r\nhello world\r\n1\r\n!\r\n0\r\n\r\n"))
            let old = try await server.connect().answer(to: "GET / HTTP/1.0\r\n\r\n")
            #expect(!old.contains("chunked") && old.hasSuffix("\r\n\r\nhello world!"))
        }
    }

    @Test("breaks the connection when a body is not what it promised", arguments: [3, 20])
    func brokenPromise(length: Int) async throws {
        let handler: HTTPServer.Handler = { _ in
            let (writer, body) = HTTPBody.pipe(length: length)
            _ = writer.push(Array("hello world".utf8))
            writer.finish()
            return HTTPResponse(.ok, body: body)
        }
        try await withServer(handler: handler) { server in
            let answer = try await server.connect().answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.contains("Content-Length: \(length)\r\n"))
            #expect(!answer.hasSuffix(String("hello world".prefix(length))) || length > 11)
        }
    }

    static let bodies = [
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nT: v\r\n\r\n",
    ]

    @Test("reads a body the same however it is cut", arguments: bodies)
    func cuts(message: String) async throws {
        try await withServer(handler: echo) { server in
            let bytes = Array(message.utf8)
            let socket = try server.connect()
            for cut in 1..<bytes.count {
                try await socket.send(Array(bytes[..<cut]))
                try await socket.send(Array(bytes[cut...]))
                let answer = try await socket.receive { $0.hasSuffix("hello world") }
                #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.hasSuffix("\r\n\r\nhello world"), "cut at \(cut)")
            }
            for byte in bytes { try await socket.send([byte]) }
            #expect(try await socket.receive { $0.hasSuffix("hello world") }.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("asks for a body that is held back when the handler begins to read, and not before")
    func expectContinue() async throws {
        let handler: HTTPServer.Handler = { request in
            request.target.path == "/read" ? await echo(request) : .text("no thanks")
        }
        try await withServer(handler: handler) { server in
            let head = "HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
            let reading = try server.connect()
            try await reading.send("POST /read \(head)")
            #expect(try await reading.receive { $0.hasSuffix("\r\n\r\n") } == "HTTP/1.1 100 Continue\r\n\r\n")
            try await reading.send("ab")
            #expect(try await reading.receive { $0.hasSuffix("ab") }.hasPrefix("HTTP/1.1 200 OK"))

            let refusing = try await server.connect().answer(to: "POST /not \(head)")
            #expect(refusing.hasPrefix("HTTP/1.1 200 OK") && refusing.hasSuffix("no thanks"))
            #expect(refusing.contains("Connection: close\r\n"))
        }
    }

    @Test("passes over a small body that nobody reads, and closes on a large one")
    func unreadBody() async throws {
        try await withServer(handler: { _ in .text("done") }) { server in
            let small = try server.connect()
            try await small.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            #expect(try await small.receive { $0.hasSuffix("done") }.contains("keep-alive") == false)
            try await small.send([UInt8](repeating: 0x61, count: 100_000))
            try await small.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await small.receive { $0.hasSuffix("done") }.hasPrefix("HTTP/1.1 200 OK"))

            let large = try await server.connect().answer(
                to: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n"
            )
            #expect(large.contains("Connection: close\r\n") && large.hasSuffix("done"))
            let endless = try server.connect()
            try await endless.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            // The server reads on for a while only, and may hang up before all is said.
            for _ in 0..<20 { try? await endless.send("8000\r\n\(String(repeating: "x", count: 0x8000))\r\n") }
            #expect(try await endless.receive { $0.hasSuffix("done") }.hasSuffix("done"))
            #expect(try await endless.isHungUp())
        }
    }

    struct Refusal: Sendable {
        let message: String
        let status: Int
    }

    static let refusals: [Refusal] = [
        Refusal(message: "nonsense\r\n\r\n", status: 400),
        Refusal(message: "GET / HTTP/1.1\r\n\r\n", status: 400),
        Refusal(message: "GET /../etc HTTP/1.1\r\nHost: a\r\n\r\n", status: 400),
        Refusal(message: "GET /%2e%2e HTTP/1.1\r\nHost: a\r\n\r\n", status: 400),
        Refusal(message: "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", status: 400),
        Refusal(message: "GET /%FF HTTP/1.1\r\nHost: a\r\n\r\n", status: 400),
        Refusal(
            message: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            status: 400
        ),
        Refusal(message: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", status: 400),
        Refusal(message: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100001\r\n\r\n", status: 413),
        Refusal(
            message: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n"
                + String(repeating: "x", count: 0x20000),
            status: 413
        ),
        Refusal(message: "GET /\(String(repeating: "x", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n", status: 414),
        Refusal(
            message: "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 101))\r\n",
            status: 431
        ),
        Refusal(message: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", status: 505),
        Refusal(message: "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", status: 501),
    ]

    @Test("refuses what is malformed by a problem document, and closes", arguments: refusals)
    func malformed(refusal: Refusal) async throws {
        var limits = ServerLimits()
        limits.message.bodyBytes = 100_000
        try await withServer(limits: limits, handler: echo) { server in
            let answer = try await server.connect().answer(to: refusal.message)
            #expect(answer.hasPrefix("HTTP/1.1 \(refusal.status) "))
            #expect(answer.contains("application/problem+json") && answer.contains("Connection: close\r\n"))
            #expect(answer.contains("\"code\":"))
            let next = try await server.client.send(HTTPRequest(.get, "/"))
            #expect(next.status == .ok)
        }
    }

    @Test("refuses a field that is not UTF-8")
    func notUTF8() async throws {
        try await withServer(handler: echo) { server in
            let socket = try server.connect()
            try await socket.send(Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xFF] + Array("\r\n\r\n".utf8))
            #expect(try await socket.receive().hasPrefix("HTTP/1.1 400 "))
        }
    }
}
