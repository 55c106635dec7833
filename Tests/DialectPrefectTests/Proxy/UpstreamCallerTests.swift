import HTTPModel
import SocketTesting
import Testing

@testable import DialectPrefect

@Suite("A request of our own to the Prefect server", .timeLimit(.minutes(1)))
struct UpstreamCallerTests {
    private static let credential = UpstreamCredential(authString: "admin:secret")

    @Test("asks for JSON as it is, in our own name or a client's")
    func identities() async throws {
        let script: ScriptedUpstream.Script = { conversation in
            while true {
                try conversation.request()
                try conversation.answer("200 OK", "{\"name\":\"a\"}")
            }
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let caller = UpstreamCaller(proxy.server, credential: Self.credential)
            let answer = try await caller.call(.get, "/api/deployments/x")
            #expect(answer.status == .ok && answer.json == ["name": "a"])
            _ = try await caller.call(.patch, "/api/deployments/x", body: Array("{\"a\":1.0}".utf8))
            _ = try await caller.call(.get, "/api/flows/x", as: .client(authorization: "Basic YTpi"))
            _ = try await caller.call(.get, "/api/flows/y", as: .client(authorization: nil))
            let own = "Authorization: Basic YWRtaW46c2VjcmV0"
            let type = "Content-Type: application/json"
            let expected: [[String]] = [
                ["Host: localhost", "Accept: application/json", own],
                ["Host: localhost", "Accept: application/json", type, own, "Content-Length: 9"],
                ["Host: localhost", "Accept: application/json", "Authorization: Basic YTpi"],
                ["Host: localhost", "Accept: application/json"],
            ]
            #expect(proxy.upstream.requests.map(\.fieldLines) == expected)
            #expect(proxy.upstream.requests[1].hasSuffix("{\"a\":1.0}"))
        }
    }

    /// A server that wants a pass, whose passes are numbered, and that wants another one once.
    private static let protected: ScriptedUpstream.Script = { conversation in
        while true {
            let request = try conversation.request()
            let passes = conversation.passesGiven
            if request.hasPrefix("GET /api/csrf-token?client=") {
                try conversation.answer("200 OK", "{\"token\":\"t\(passes)\",\"expiration\":\"2026-01-01T00:00:00Z\"}")
            } else if passes > 0, request.contains("Prefect-Csrf-Token: t\(passes)\r\n"), !request.hasSuffix("expired")
            {
                try conversation.answer("200 OK", "done")
            } else if passes > 1, request.contains("Prefect-Csrf-Token: t2\r\n") {
                try conversation.answer("200 OK", "done")
            } else {
                let detail = passes == 0 ? "Missing CSRF token." : "Invalid CSRF token or client identifier."
                try conversation.answer("403 Forbidden", "{\"detail\":\"\(detail)\"}")
            }
        }
    }

    @Test("gets a pass against forged writes when one is wanted, uses it again, and renews it when it has expired")
    func pass() async throws {
        try await ProxyUnderTest.run(script: Self.protected) { proxy in
            let caller = UpstreamCaller(proxy.server, credential: nil)
            for body in ["1", "2", "expired", "4"] {
                let answer = try await caller.call(.post, "/api/flows/", body: Array(body.utf8))
                #expect(answer.status == .ok, "\(body)")
            }
            let lines = proxy.upstream.requests.map { $0.prefix { $0 != " " } }
            #expect(lines == ["POST", "GET", "POST", "POST", "POST", "GET", "POST", "POST"])
        }
    }

    @Test("is refused where the server refuses it for another reason, or gives no pass out")
    func refused() async throws {
        let script: ScriptedUpstream.Script = { conversation in
            while true {
                let request = try conversation.request()
                if request.hasPrefix("GET") {
                    try conversation.answer("422 Unprocessable Entity", "{\"detail\":\"CSRF protection is disabled.\"}")
                } else {
                    let detail = request.hasSuffix("a") ? "Missing CSRF token." : "No."
                    try conversation.answer("403 Forbidden", "{\"detail\":\"\(detail)\"}")
                }
            }
        }
        try await ProxyUnderTest.run(script: script) { proxy in
            let caller = UpstreamCaller(proxy.server, credential: nil)
            #expect(try await caller.call(.post, "/api/flows/", body: Array("a".utf8)).status == .forbidden)
            let other = try await caller.call(.post, "/api/flows/", body: Array("b".utf8))
            #expect(other.status == .forbidden && proxy.upstream.requests.count == 3)
        }
    }

    @Test("fails when its answer is larger than we read, or broken off")
    func failures() async throws {
        let settings = ProxyUnderTest.Settings.with { $0.limits.answerBytes = 10 }
        let script: ScriptedUpstream.Script = { conversation in
            let request = try conversation.request()
            let length = request.contains("/large") ? 11 : 10
            try conversation.answer("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n123456789")
        }
        try await ProxyUnderTest.run(settings, script: script) { proxy in
            let caller = UpstreamCaller(proxy.server, credential: nil)
            await #expect(throws: UpstreamFailure.answerTooLarge) { try await caller.call(.get, "/large") }
            await #expect(throws: UpstreamFailure.closed) { try await caller.call(.get, "/broken") }
        }
    }
}
