import GatewayPlane
import HTTPEngine
import ReleaseModel
import SocketTesting
import Testing

private func get(_ path: String, _ fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: hello.localhost\r\n\(fields)\r\n"
}

@Suite("Static files are answered by the gateway itself", .timeLimit(.minutes(1)))
struct AssetTests {
    private static let page = Array("<h1>home</h1>".utf8)

    private static func run(
        _ files: FixedFiles,
        parts: Snapshot.Parts = [.code, .assets],
        settings: RoutingSettings = RoutingSettings(),
        _ body: (GatewayFixture) async throws -> Void
    ) async throws {
        let route = WorkloadRoute.example(parts: parts, settings: settings)
        try await GatewayFixture.run([route], files: files, body)
    }

    @Test("no instance is asked for what a file answers, and the connection serves on")
    func answersFiles() async throws {
        let files = try FixedFiles(["/index.html": Self.page, "/empty.txt": []], hasCode: false)
        let settings = RoutingSettings(reportsVersion: true)
        try await Self.run(files, parts: .assets, settings: settings) { fixture in
            let client = try fixture.client()
            try client.send(get("/"))
            let found = try client.receiveAnswer()
            #expect(found.status == 200 && found.body == "<h1>home</h1>")
            #expect(found.field("content-type") == "text/html; charset=utf-8")
            #expect(found.field("sluice-version") == "1")
            let tag = try #require(found.field("etag"))
            try client.send(get("/", "If-None-Match: \(tag)\r\n"))
            let known = try client.receiveAnswer()
            #expect(known.status == 304 && known.body.isEmpty && known.field("content-length") == nil)
            try client.send(get("/", "Range: bytes=1-2\r\n"))
            let part = try client.receiveAnswer()
            #expect(part.status == 206 && part.body == "h1")
            try client.send("HEAD / HTTP/1.1\r\nHost: hello.localhost\r\n\r\n")
            let head = try client.receiveAnswer(isHead: true)
            #expect(head.status == 200 && head.field("content-length") == "13")
            // Two at once: the second must not be taken for a body.
            try client.send(get("/empty.txt") + get("/nowhere?x=1"))
            #expect(try client.receiveAnswer().status == 200)
            #expect(try client.receiveAnswer().status == 404)
            #expect(fixture.instances.acquired.isEmpty)
            #expect(files.tablesAsked == 1)
            #expect(await fixture.gateway.snapshot().total.requests == 6)
        }
    }

    @Test("the code gets what no file answers, and what is its own by rule")
    func leavesCode() async throws {
        let rules = try AssetRules(workerFirst: .paths(["/api/*"]))
        let files = try FixedFiles(["/index.html": Self.page, "/api/a.txt": Self.page], rules: rules)
        try await Self.run(files) { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            for path in ["/api/a.txt", "/elsewhere"] {
                try client.send(get(path))
                let engine = try #require(listener.accept())
                #expect(try engine.receive(until: "\r\n\r\n").hasPrefix("GET http://hello.localhost\(path) "))
                try engine.send("HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                #expect(try client.receiveAnswer().status == 201)
            }
            try client.send(get("/"))
            #expect(try client.receiveAnswer().status == 200)
            #expect(fixture.instances.acquired.count == 1)
        }
    }

    @Test("a version without files is not asked for any")
    func sparesOthers() async throws {
        let files = try FixedFiles(["/index.html": Self.page])
        try await Self.run(files, parts: .code) { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send(get("/"))
            let engine = try #require(listener.accept())
            _ = try engine.receive(until: "\r\n\r\n")
            try engine.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            #expect(try client.receiveAnswer().status == 200)
            #expect(files.tablesAsked == 0)
        }
    }

    @Test("a large file flows no faster than the client takes it")
    func paces() async throws {
        let content = (0..<8 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let files = try FixedFiles(["/large.bin": content])
        try await Self.run(files) { fixture in
            let client = try fixture.client()
            try client.send(get("/large.bin"))
            let head = try client.receive(until: "\r\n\r\n")
            #expect(head.contains("content-length: \(content.count)\r\n"))
            // Until nothing more is read while the client takes nothing.
            var read = -1
            while files.piecesRead != read {
                read = files.piecesRead
                for _ in 0..<100 { _ = await fixture.gateway.snapshot() }
            }
            #expect(read < content.count / 65_536)
            #expect(try client.receive(count: content.count) == content)
        }
    }

    @Test("requests that come before the table is known wait for it, and share it")
    func holds() async throws {
        let files = try FixedFiles(["/index.html": Self.page])
        files.hold()
        try await Self.run(files) { fixture in
            let clients = [try fixture.client(), try fixture.client()]
            for client in clients { try client.send(get("/")) }
            while files.tablesAsked == 0 { await Task.yield() }
            while await fixture.gateway.snapshot().connectionsOpen < 2 {}
            _ = await fixture.gateway.snapshot()
            files.release()
            for client in clients { #expect(try client.receiveAnswer().status == 200) }
            #expect(files.tablesAsked == 1)
        }
    }

    @Test("files that cannot be read are a 503, until they can")
    func refuses() async throws {
        let files = try FixedFiles(["/index.html": Self.page])
        files.setUnavailable(true)
        try await Self.run(files) { fixture in
            #expect(try fixture.answer(get("/")).status == 503)
            files.setUnavailable(false)
            #expect(try fixture.answer(get("/")).status == 200)
            files.lose()
            let lost = try fixture.answer(get("/"))
            #expect(lost.status == 503 && lost.body.contains("instance_start_failed"))
            #expect(fixture.instances.acquired.isEmpty)
        }
    }

    @Test("a body that no file wants ends the connection, but not before the answer")
    func discardsBodies() async throws {
        let files = try FixedFiles(["/index.html": Self.page])
        try await Self.run(files) { fixture in
            let client = try fixture.client()
            let body = String(repeating: "x", count: 300_000)
            // The gateway reads on for a while only, and may hang up before all is said.
            try? client.send("POST / HTTP/1.1\r\nHost: hello.localhost\r\nContent-Length: 300000\r\n\r\n" + body)
            let answer = try client.receiveAnswer()
            #expect(answer.status == 405 && answer.field("connection") == "close")
            #expect(answer.field("allow") == "GET, HEAD")
        }
    }
}
