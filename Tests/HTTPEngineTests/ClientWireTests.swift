import HTTPEngine
import HTTPModel
import Testing

/// What a client makes of answers that are given word for word.
@Suite("A client, of what comes over the wire,", .timeLimit(.minutes(1)))
struct ClientWireTests {
    struct Reading: Sendable {
        let answer: String
        let body: String
    }

    static let readings: [Reading] = [
        Reading(answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", body: "hello"),
        Reading(answer: "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", body: ""),
        Reading(answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", body: "hello"),
        Reading(answer: "HTTP/1.1 200 OK\r\n\r\nup to the end", body: "up to the end"),
        Reading(answer: "HTTP/1.0 200 OK\r\n\r\nold", body: "old"),
        Reading(
            answer: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            body: "ok"
        ),
    ]

    @Test("reads the same however it is cut", arguments: readings)
    func cuts(reading: Reading) async throws {
        let bytes = Array(reading.answer.utf8)
        for cut in 0...bytes.count {
            let answer = try await exchange([Array(bytes[..<cut]), Array(bytes[cut...])])
            #expect(answer == .success(reading.body), "cut at \(cut)")
        }
    }

    struct Refusal: Sendable {
        let answer: String
        let error: HTTPClientError?
    }

    static let refusals: [Refusal] = [
        Refusal(answer: "", error: .closed),
        Refusal(answer: "HTTP/1.1 200 OK\r\nConte", error: .closed),
        Refusal(answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", error: .closed),
        Refusal(answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", error: .closed),
        Refusal(answer: "nonsense, which is no status line", error: nil),
        Refusal(answer: "HTTP/1.1 101 Switching Protocols\r\n\r\n", error: nil),
        Refusal(answer: "HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n", error: nil),
        Refusal(answer: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", error: nil),
        Refusal(answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", error: nil),
        Refusal(answer: "HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n", error: nil),
    ]

    @Test("refuses what is cut off or malformed", arguments: refusals)
    func refused(refusal: Refusal) async throws {
        switch try await exchange([Array(refusal.answer.utf8)]) {
        case .success(let body): Issue.record("read \(body)")
        case .failure(.malformed): #expect(refusal.error == nil)
        case .failure(let error): #expect(error == refusal.error)
        }
    }

    @Test("sends a request again that was lost on a kept connection, if that does nothing twice")
    func staleConnection() async throws {
        let listening = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let client = try HTTPClient(to: .tcp(host: "127.0.0.1", port: try #require(listening.port)))
        async let paths = {
            var paths: [String] = []
            for isStale in [true, true, false] {
                let peer = try await RawSocket.accept(from: listening)
                for round in 0..<(isStale ? 2 : 1) {
                    let request = try await peer.receive { $0.hasSuffix("\r\n\r\n") }
                    paths.append(String(request.prefix { !$0.isNewline }))
                    if round == 0 { try await peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") }
                }
                peer.close()
            }
            return paths
        }()
        for request in [HTTPRequest(.get, "/1"), HTTPRequest(.get, "/2")] {
            #expect(try await client.send(request).status == .ok)
        }
        #expect(await error(of: { try await client.send(HTTPRequest(.post, "/3")) }) == .closed)
        #expect(try await client.send(HTTPRequest(.get, "/4")).status == .ok)
        let expected = ["GET /1", "GET /2", "GET /2", "POST /3", "GET /4"].map { "\($0) HTTP/1.1" }
        #expect(try await paths == expected)
    }

    @Test("never uses a connection again on which something came unasked")
    func unsolicited() async throws {
        let listening = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let client = try HTTPClient(to: .tcp(host: "127.0.0.1", port: try #require(listening.port)))
        async let served: Void = {
            for surplus in ["HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", ""] {
                let peer = try await RawSocket.accept(from: listening)
                _ = try await peer.receive { $0.hasSuffix("\r\n\r\n") }
                try await peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood\(surplus)")
            }
        }()
        for _ in 0..<2 {
            let answer = try await client.send(HTTPRequest(.get, "/"))
            #expect(try await answer.body.collect(upTo: 10) == Array("good".utf8))
        }
        try await served
    }

    @Test("writes its requests as they should be")
    func requests() async throws {
        let unfinished = HTTPBody.pipe()
        defer { unfinished.writer.finish() }
        let requests = [
            HTTPRequest(.get, "/a?b", fields: ["X": "y", "Content-Length": "7", "Host": "evil", "Connection": "z"]),
            HTTPRequest(.post, "/"),
            HTTPRequest(.put, "/", body: .text("ab")),
            HTTPRequest(.put, "/", body: .concatenation([.text("ab"), unfinished.body])),
        ]
        let expected = [
            "GET /a?b HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
            "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab",
            "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        ]
        let listening = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        for (request, expected) in zip(requests, expected) {
            let client = try HTTPClient(to: .tcp(host: "127.0.0.1", port: try #require(listening.port)))
            async let received = {
                let peer = try await RawSocket.accept(from: listening)
                let text = try await peer.receive { $0.utf8.count >= expected.utf8.count }
                peer.close()
                return text
            }()
            var request = request
            request.authority = "h"
            _ = await error(of: { [request] in try await client.send(request) })
            #expect(try await received == expected)
        }
    }

    /// Returns what a client reads when a server sends these pieces and closes.
    private func exchange(_ pieces: [[UInt8]]) async throws -> Result<String, HTTPClientError> {
        let listening = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let client = try HTTPClient(to: .tcp(host: "127.0.0.1", port: try #require(listening.port)))
        async let served: Void = {
            let peer = try await RawSocket.accept(from: listening)
            _ = try await peer.receive { $0.hasSuffix("\r\n\r\n") }
            // The client may have read enough to refuse, and have hung up, before all is said.
            for piece in pieces { try? await peer.send(piece) }
            peer.close()
        }()
        do {
            let answer = try await client.send(HTTPRequest(.post, "/"))
            let body = try await answer.body.collect(upTo: 1_000)
            try await served
            return .success(String(decoding: body, as: UTF8.self))
        } catch let error as HTTPClientError {
            try await served
            return .failure(error)
        }
    }
}
