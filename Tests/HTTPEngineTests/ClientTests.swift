import HTTPEngine
import HTTPModel
import Lifecycle
import Synchronization
import Testing

@Suite("A client", .timeLimit(.minutes(1)))
struct ClientTests {
    @Test("sends a request and reads its answer, over TCP and over a Unix socket", arguments: [false, true])
    func roundTrip(overUnix: Bool) async throws {
        let handler: HTTPServer.Handler = { request in
            let parts = [
                request.method.name, request.target.raw, request.authority ?? "-", request.fields["X-A"] ?? "-",
            ]
            var response = await echo(request)
            response.fields.append("X-Seen", (try? HTTPFieldValue(parts.joined(separator: " "))) ?? "-")
            return response
        }
        try await withServer(overUnix: overUnix, handler: handler) { server in
            let client = try server.client
            var request = HTTPRequest(.post, "/a%2Fb?q=1", fields: ["X-A": "ü"], body: .text("hello"))
            let first = try await client.send(request)
            #expect(first.status == .ok)
            #expect(first.fields["x-seen"] == "POST /a%2Fb?q=1 \(client.endpoint.authority) ü")
            #expect(try await first.body.collect(upTo: 10) == Array("hello".utf8))
            request.authority = "other.example:81"
            request.body = .empty
            let second = try await client.send(request)
            #expect(second.fields["x-seen"] == "POST /a%2Fb?q=1 other.example:81 ü")
            #expect(try await second.body.collect(upTo: 0).isEmpty)
            request.authority = "a\r\nX: y"
            let refusal = await error(of: { [request] in try await client.send(request) })
            #expect(refusal == .invalidRequest("The authority is not a host with an optional port."))
        }
    }

    @Test("sends the date that its sender gave, who may have signed it")
    func date() async throws {
        let handler: HTTPServer.Handler = { request in .text(request.fields["Date"] ?? "none") }
        try await withServer(handler: handler) { server in
            let date: HTTPFieldValue = "Sat, 21 Nov 2026 07:23:48 GMT"
            let dated = try await server.client.send(HTTPRequest(.get, "/", fields: ["Date": date]))
            #expect(try await dated.body.collect(upTo: 100) == Array(date.text.utf8))
            let bare = try await server.client.send(HTTPRequest(.get, "/"))
            #expect(try await bare.body.collect(upTo: 100) == Array("none".utf8))
        }
    }

    @Test("keeps its connection from call to call, and no more of them than it may")
    func pooling() async throws {
        let handler: HTTPServer.Handler = { request in .text("\(request.peer)") }
        try await withServer(handler: handler) { server in
            let one = try server.client
            var peers: Set<[UInt8]> = []
            for _ in 0..<20 { peers.insert(try await one.send(HTTPRequest(.get, "/")).body.collect(upTo: 100)) }
            #expect(peers.count == 1)

            var limits = ClientLimits()
            limits.connections = 3
            let many = try HTTPClient(to: server.endpoint, limits: limits)
            let seen = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<200 {
                    group.addTask { try await many.send(HTTPRequest(.get, "/")).body.collect(upTo: 100) }
                }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            #expect((1...3).contains(seen.count))
        }
    }

    @Test("refuses calls beyond those that may wait, and those that wait too long")
    func waiting() async throws {
        let (begun, gate) = (Gate(), Gate())
        let handler: HTTPServer.Handler = { _ in
            begun.open()
            await gate.wait()
            return .text("")
        }
        try await withServer(handler: handler) { server in
            var limits = ClientLimits()
            (limits.connections, limits.waitingCalls) = (1, 1)
            let client = try HTTPClient(to: server.endpoint, limits: limits)
            async let first = client.send(HTTPRequest(.get, "/"))
            await begun.wait()
            var timeouts = ClientTimeouts()
            // Longer than it takes both to come, so that one of them finds the other waiting.
            timeouts.connect = .seconds(2)
            let hasty = { @Sendable [timeouts] in try await client.send(HTTPRequest(.get, "/"), timeouts: timeouts) }
            async let second = error(of: hasty)
            async let third = error(of: hasty)
            let errors = await [second, third]
            #expect(Set(errors) == [.timedOut(.connect), .tooManyCalls(limit: 1)])
            gate.open()
            #expect(try await first.status == .ok)
        }
    }

    @Test("streams a body out and another back at the same time")
    func duplex() async throws {
        try await withServer(handler: { HTTPResponse(.ok, body: $0.body) }) { server in
            let (chunk, count) = ([UInt8](repeating: 0x61, count: 10_000), 1_000)
            let sent = Atomic<Int>(0)
            let body = HTTPBody.stream {
                sent.wrappingAdd(1, ordering: .relaxed).newValue <= count ? chunk : nil
            }
            let answer = try await server.client.send(HTTPRequest(.post, "/", body: body))
            var received = 0
            for try await bytes in answer.body { received += bytes.count }
            #expect(received == chunk.count * count)
        }
    }

    @Test("closes the connection when an answer is not read to its end")
    func abandoned() async throws {
        let ended = Gate()
        let handler: HTTPServer.Handler = { _ in
            let end = EndOfLife(ended)
            return HTTPResponse(
                .ok,
                body: .stream {
                    withExtendedLifetime(end) {}
                    return [UInt8](repeating: 0, count: 10_000)
                }
            )
        }
        try await withServer(handler: handler) { server in
            let client = try server.client
            var answer: HTTPResponse? = try await client.send(HTTPRequest(.get, "/"))
            var reader = answer?.body.makeAsyncIterator()
            #expect(try await reader?.next() != nil)
            reader = nil
            answer = nil
            await ended.wait()
            #expect(try await client.send(HTTPRequest(.head, "/")).status == .ok)
        }
    }

    @Test("tells a cancelled call from any other, and closes its connection")
    func cancellation() async throws {
        let (begun, cancelled) = (Gate(), Gate())
        let handler: HTTPServer.Handler = { _ in
            begun.open()
            await Gate().wait()
            if Task.isCancelled { cancelled.open() }
            return .text("")
        }
        try await withServer(handler: handler) { server in
            let client = try server.client
            await withTaskGroup(of: HTTPClientError?.self) { group in
                group.addTask { await error(of: { try await client.send(HTTPRequest(.get, "/")) }) }
                await begun.wait()
                group.cancelAll()
                #expect(await group.next() == .cancelled)
                await cancelled.wait()
                group.addTask { await error(of: { try await client.send(HTTPRequest(.get, "/")) }) }
                #expect(await group.next() == .cancelled)
            }
        }
    }

    @Test("says that nobody listens")
    func refused() async throws {
        let reserved = try ReservedPort()
        for endpoint in [
            HTTPEndpoint.tcp(host: "127.0.0.1", port: reserved.port), .tcp(host: "localhost", port: reserved.port),
            .unix(path: "/tmp/sluice-there-is-no-such-socket"),
        ] {
            let client = try HTTPClient(to: endpoint)
            let error = await error(of: { try await client.send(HTTPRequest(.get, "/")) })
            guard case .refused = error else {
                Issue.record("\(endpoint): \(String(describing: error))")
                continue
            }
        }
        let nowhere = try HTTPClient(to: .tcp(host: "no-such-host.invalid", port: 1))
        let error = await error(of: { try await nowhere.send(HTTPRequest(.get, "/")) })
        guard case .unresolved("no-such-host.invalid", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("gives up on a server that does not answer, or stops in the middle")
    func timeouts() async throws {
        var (impatientForHead, impatientForBody) = (ClientTimeouts(), ClientTimeouts())
        (impatientForHead.head, impatientForBody.idle) = (.milliseconds(50), .milliseconds(50))
        let handler: HTTPServer.Handler = { request in
            if request.target.path == "/body" {
                let stream = HTTPBody.stream {
                    await Gate().wait()
                    return nil
                }
                return HTTPResponse(.ok, body: .concatenation([.text("a"), stream]))
            }
            await Gate().wait()
            return .text("")
        }
        try await withServer(handler: handler) { [impatientForHead, impatientForBody] server in
            let client = try server.client
            let silent = await error(of: {
                try await client.send(HTTPRequest(.get, "/"), timeouts: impatientForHead)
            })
            #expect(silent == .timedOut(.head))
            let stuck = try await client.send(HTTPRequest(.get, "/body"), timeouts: impatientForBody)
            await #expect(throws: HTTPClientError.timedOut(.idle)) { try await stuck.body.collect(upTo: 10) }
        }
    }

    @Test("fails a call whose body fails, or is not as long as it says")
    func brokenRequest() async throws {
        struct Failure: Error {}
        try await withServer(handler: echo) { server in
            let client = try server.client
            for body in [
                HTTPBody.stream { throw Failure() }, HTTPBody.stream(length: 5) { nil },
                HTTPBody.concatenation([.stream(length: 1) { [1, 2] }, .empty]),
            ] {
                let error = await error(of: { try await client.send(HTTPRequest(.post, "/", body: body)) })
                #expect(error == .requestBodyFailed)
            }
            #expect(try await client.send(HTTPRequest(.get, "/")).status == .ok)
        }
    }

    @Test("knows the URLs of servers")
    func endpoints() throws {
        #expect(try HTTPEndpoint(url: "http://localhost:8700") == .tcp(host: "localhost", port: 8700))
        #expect(try HTTPEndpoint(url: "http://a.example/") == .tcp(host: "a.example", port: 80))
        #expect(try HTTPEndpoint(url: "http://[::1]:1") == .tcp(host: "::1", port: 1))
        #expect(try HTTPEndpoint(url: "http://[::1]").authority == "[::1]")
        #expect(try HTTPEndpoint(url: "http://a:81").authority == "a:81")
        for url in [
            "https://a", "http://", "http://a/b", "http://a?b", "http://u@a", "http://a:99999", "http://a:", "a:1",
            "http://a b", "http://\(String(repeating: "a", count: 400))",
        ] {
            #expect(throws: HTTPEndpoint.Invalid.self, "\(url)") { try HTTPEndpoint(url: url) }
        }
    }
}

/// Returns what a call throws.
func error(of call: () async throws -> HTTPResponse) async -> HTTPClientError? {
    do {
        _ = try await call()
        return nil
    } catch {
        return error as? HTTPClientError
    }
}
