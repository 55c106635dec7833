import HTTPModel
import SocketTesting
import Testing

@testable import DialectPrefect

@Suite("A server that does not answer as it should", .timeLimit(.minutes(1)))
struct FailureTests {
    struct Failure: Sendable {
        let answer: String?
        let status: Int
        let code: String
    }

    static let failures: [Failure] = [
        Failure(answer: "", status: 502, code: "upstream_closed"),
        Failure(answer: "HTTP/1.1 200 O", status: 502, code: "upstream_closed"),
        Failure(answer: "who is there?\r\n\r\n", status: 502, code: "upstream_malformed"),
        Failure(answer: "HTTP/1.1 101 Switching Protocols\r\n\r\n", status: 502, code: "upstream_malformed"),
        Failure(answer: nil, status: 504, code: "upstream_timeout"),
    ]

    @Test("is reported in the words of its own API, with a way out", arguments: failures)
    func failure(failure: Failure) async throws {
        let settings = ProxyUnderTest.Settings.with { $0.limits.headTimeout = .milliseconds(300) }
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            guard let answer = failure.answer else { return _ = try conversation.socket.receiveSome() }
            try conversation.answer(answer)
        }
        try await ProxyUnderTest.run(settings, script: script) { proxy in
            let answer = try await proxy.answer("PATCH", "/api/deployments/x", body: "{}")
            #expect(answer.status == failure.status && answer.field("content-type") == "application/json")
            let document = JSONValue(Array(answer.body.utf8))
            #expect(document?["code"] == .string(failure.code))
            #expect(document?["detail"]?.string?.contains(proxy.upstream.path) == true)
            #expect(document?["next_step"]?.string?.isEmpty == false)
            #expect(proxy.upstream.requests.count == 1)
        }
    }

    @Test("or is not there at all")
    func missing() async throws {
        let settings = ProxyUnderTest.Settings.with { $0.isUpstreamMissing = true }
        try await ProxyUnderTest.run(settings, script: { _ in }) { proxy in
            let answer = try await proxy.answer("GET", "/api/health")
            #expect(answer.status == 502 && answer.body.contains("upstream_unreachable"))
        }
    }

    @Test("or has no connection left in time, which its clients may try again")
    func noConnection() async throws {
        let settings = ProxyUnderTest.Settings.with {
            $0.limits.connections = 1
            $0.limits.connectTimeout = .milliseconds(100)
        }
        let isTaken = Handover()
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            isTaken.give("taken")
            _ = try conversation.socket.receiveSome()
        }
        try await ProxyUnderTest.run(settings, script: script) { proxy in
            let first = try proxy.socket()
            try await offPool {
                try first.send("GET /api/slow HTTP/1.1\r\nHost: \(proxy.host)\r\n\r\n")
                _ = try isTaken.take()
            }
            let second = try await proxy.answer("POST", "/api/flows/", body: "{}")
            #expect(second.status == 502 && second.body.contains("upstream_unreachable"))
            withExtendedLifetime(first) {}
        }
    }

    @Test("breaks the answer off where it breaks off itself")
    func midAnswer() async throws {
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let text = try await offPool {
                let socket = try proxy.socket()
                try socket.send("GET /api/x HTTP/1.1\r\nHost: \(proxy.host)\r\n\r\n")
                return try socket.receiveToEnd()
            }
            #expect(text.contains("Content-Length: 10\r\n") && !text.contains("half then all"))
            #expect(text.utf8.count < "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".utf8.count + 50)
        }
    }

    @Test("gets a question again on a new connection, but no POST that may have been carried out")
    func stale() async throws {
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer("200 OK", "\(conversation.number)")
            // The next request on this connection is read and never answered.
            if conversation.number < 2 { try conversation.request() }
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            #expect(try await proxy.answer("GET", "/api/1").body == "0")
            #expect(try await proxy.answer("GET", "/api/2").body == "1")
            let lost = try await proxy.answer("POST", "/api/deployments/", body: "{}")
            #expect(lost.status == 502 && lost.body.contains("upstream_closed"))
            let lines = proxy.upstream.requests.compactMap { $0.split(separator: "\r\n").first }
            #expect(
                lines.map { $0.dropLast(" HTTP/1.1".count) } == [
                    "GET /api/1", "GET /api/2", "GET /api/2", "POST /api/deployments/",
                ]
            )
        }
    }

    @Test("is not asked again on the connection on which it answered an error")
    func closesAfterErrors() async throws {
        let script: ScriptedUpstream.Script = { conversation in
            try conversation.request()
            try conversation.answer("500 Internal Server Error", "\(conversation.number)")
            // Whoever comes back on this connection is lost.
            try conversation.request()
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            for number in 0..<3 {
                let answer = try await proxy.answer("POST", "/api/flows/", body: "{}")
                #expect(answer.body == "\(number)")
            }
        }
    }
}
