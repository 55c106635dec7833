import HTTPModel
import NativeWire
import ReleaseCore
import Testing

@Suite("Triggers are replaced by kind, and belong to no version", .timeLimit(.minutes(1)))
struct TriggerTests {
    private static let target: HTTPTarget = "/api/v1/workers/hello/triggers"

    private func sources(_ server: APIUnderTest, of worker: String = "hello") async throws -> [[String]] {
        let target = try HTTPTarget(segments: ["api", "v1", "workers", worker, "triggers"])
        let triggers = try await server.get(target).decode(WireTriggers.self)
        return [triggers.routes, triggers.domains, triggers.crons].map { $0.map(\.source) }
    }

    @Test("a request replaces the kinds that it names, in one revision, and leaves the others")
    func replaces() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            #expect(try await sources(server) == [[], [], []])
            let all = #"{"routes":["Example.com/a*"],"domains":["shop.example.com"],"crons":["* * * * *"]}"#
            let before = try await server.head()
            let set = try await server.change(.put, Self.target, all)
            #expect(set.status == 200 && set.fields[.eTag] == "\"\(before + 1)\"")
            #expect(try await server.head() == before + 1)
            let result = try set.decode(WireTriggersResult.self)
            #expect(result.triggers.routes.map(\.source) == ["example.com/a*"])
            #expect(result.commit.state == "in_force")

            server.clock.advance(seconds: 60)
            _ = try await server.change(.put, Self.target, #"{"routes":["example.com/b*","example.com/a*"]}"#)
            #expect(
                try await sources(server) == [
                    ["example.com/a*", "example.com/b*"], ["shop.example.com"], ["* * * * *"],
                ]
            )
            let kept = try await server.get(Self.target).decode(WireTriggers.self).routes.first
            #expect(kept == result.triggers.routes.first)
            _ = try await server.change(.put, Self.target, #"{"crons":[],"routes":[]}"#)
            #expect(try await sources(server) == [[], ["shop.example.com"], []])
            #expect(
                try await server.get("/api/v1/workers/hello/versions").decode(WireList<WireVersion>.self).items.count
                    == 1
            )
        }
    }

    @Test(
        "what the server does not serve is refused by name, and nothing of the request is done",
        arguments: [
            (#"{"routes":["example.org/*"]}"#, "host_unroutable", "example.com"),
            (#"{"domains":["hello.localhost"]}"#, "host_unroutable", "the host of a worker"),
            (#"{"domains":["localhost"]}"#, "host_unroutable", "the server's own name"),
            (#"{"domains":["sluice.example"]}"#, "host_unroutable", "the server's own name"),
            (#"{"domains":["127.0.0.1"]}"#, "domain_invalid", "an IP address"),
            (#"{"routes":["example.com/*/x"]}"#, "route_invalid", "neither begins the host nor ends the path"),
            (#"{"routes":["example.com:80/"]}"#, "route_invalid", "names a port"),
            (#"{"crons":["61 * * * *"]}"#, "cron_invalid", "61 is not within 0-59"),
            (#"{"domains":["a.example.com"],"crons":["* * * *"]}"#, "cron_invalid", "it has 4 fields"),
            ("{}", "field_missing", "names no kind"),
            (#"{"cron":[]}"#, "field_unknown", "cron"),
        ]
    )
    func refusals(body: String, code: String, detail: String) async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let before = try await server.head()
            let answer = try await server.change(.put, Self.target, body)
            #expect(answer.refusal == Refused(status: 422, code: code))
            #expect(answer.problem?.detail.contains(detail) == true, "\(answer.text)")
            #expect(try await server.head() == before)
            #expect(try await sources(server) == [[], [], []])
        }
    }

    @Test("a host that leads to another worker stays there")
    func taken() async throws {
        try await APIUnderTest.run { server in
            for name in ["hello", "other"] { _ = try await server.upload(to: name) }
            _ = try await server.change(.put, Self.target, #"{"domains":["a.example.com"]}"#)
            let answer = try await server.change(
                .put,
                "/api/v1/workers/other/triggers",
                #"{"crons":["* * * * *"],"domains":["a.example.com"]}"#
            )
            #expect(answer.refusal == Refused(status: 409, code: "trigger_taken"))
            #expect(try await sources(server, of: "other") == [[], [], []])
            #expect(try await sources(server) == [[], ["a.example.com"], []])
        }
    }

    @Test("a change after the revision that was seen is refused")
    func precondition() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let seen = try #require(try await server.get(Self.target).fields[.eTag])
            _ = try await server.change(.put, Self.target, #"{"crons":["* * * * *"]}"#)
            let answer = try await server.change(
                .put,
                Self.target,
                #"{"crons":[]}"#,
                fields: [.ifMatch: try HTTPFieldValue(seen)]
            )
            #expect(answer.refusal == Refused(status: 412, code: "precondition_failed"))
            #expect(try await sources(server)[2] == ["* * * * *"])
        }
    }

    @Test("reading triggers needs read, changing them deploy")
    func scopes() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let secret = try await server.token([.upload])
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(secret)")]
            let answer = try await server.send(
                HTTPRequest(.put, Self.target, fields: fields, body: .text(#"{"crons":[]}"#))
            )
            #expect(answer.refusal == Refused(status: 403, code: "scope_missing"))
        }
    }
}
