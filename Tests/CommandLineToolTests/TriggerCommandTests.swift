import HTTPModel
import NativeWire
import TestSurroundings
import Testing

@testable import CommandLineTool

@Suite("The triggers of a project are brought to the server", .timeLimit(.minutes(1)))
struct TriggerCommandTests {
    private static let path = "/api/v1/workers/hello/triggers"

    /// A server that has a route, two crons, and the host on.
    private static func answer(_ request: HTTPRequest) -> HTTPResponse {
        let commit = #"{"revision":7,"state":"in_force"}"#
        let triggers = """
            {"routes":[{"id":"1","source":"a.com/*","createdAt":"2026-11-21T15:00:00.000Z"}],"domains":[],"crons":[\
            {"id":"2","source":"* * * * *","createdAt":"2026-11-21T15:00:00.000Z"},\
            {"id":"3","source":"0 7 * * *","createdAt":"2026-11-21T15:00:00.000Z"}]}
            """
        switch (request.method, request.target.path.hasSuffix("/triggers")) {
        case (.get, true): return RecordingServer.json(triggers)
        case (.get, false):
            return RecordingServer.json(#"{"items":[{"name":"host","value":"on","allowed":[],"revision":0}]}"#)
        case (_, true): return RecordingServer.json(#"{"triggers":\#(triggers),"commit":\#(commit)}"#)
        case (_, false): return RecordingServer.json(#"{"changed":"host = off","commit":\#(commit)}"#)
        }
    }

    private func project(_ text: String, _ fixture: SessionFixture) throws {
        try fixture.folder.write("name = \"hello\"\nmain = \"a.js\"\n" + text, to: "wrangler.toml")
    }

    private static let differing = """
        routes = ["A.com/*", { pattern = "b.com", custom_domain = true }]
        workers_dev = false
        triggers = { crons = ["* * * * *"] }
        """

    @Test("a difference is shown and told by the exit code, and nothing is changed")
    func diff() async throws {
        let seen = try await RecordingServer.run { _, request in
            Self.answer(request)
        } _: { fixture in
            try project(Self.differing, fixture)
            let text = try await fixture.run("triggers", "diff")
            #expect(text.code == .differs)
            #expect(text.output.hasSuffix(":\n  + domain  b.com\n  - cron  0 7 * * *\n  ~ host  off\n"))
            let json = try await fixture.run("triggers", "diff", "--json")
            #expect(json.code == .differs && json.output.contains(#""action" : "remove""#))
            try project("routes = [\"a.com/*\"]\nworkers_dev = true", fixture)
            let same = try await fixture.run("triggers", "diff")
            #expect(same.code == .success)
            #expect(same.output == "The triggers of hello are as the file says.\n")
        }
        #expect(seen.allSatisfy { $0.line.hasPrefix("GET ") })
    }

    @Test("only what differs is sent, triggers before switches")
    func deploy() async throws {
        let seen = try await RecordingServer.run { _, request in
            Self.answer(request)
        } _: { fixture in
            try project(Self.differing, fixture)
            let outcome = try await fixture.run("triggers", "deploy")
            #expect(outcome.code == .success)
            #expect(outcome.output.hasSuffix("  ~ host  off\n  revision 7, in force\n"))
        }
        let changes = seen.filter { $0.line.hasPrefix("PUT ") }
        #expect(changes.map(\.line) == ["PUT \(Self.path)", "PUT /api/v1/workers/hello/settings/host"])
        #expect(changes.map(\.body) == [#"{"crons":["* * * * *"],"domains":["b.com"]}"#, #"{"value":"off"}"#])
    }

    @Test("what the file does not speak of is left, and an empty list empties")
    func absent() async throws {
        let seen = try await RecordingServer.run { _, request in
            Self.answer(request)
        } _: { fixture in
            try project("", fixture)
            #expect(
                try await fixture.run("triggers", "deploy").output == "The triggers of hello are as the file says.\n"
            )
            try project("triggers = { crons = [] }", fixture)
            #expect(try await fixture.run("triggers", "deploy").code == .success)
        }
        #expect(seen.filter { $0.line.hasPrefix("PUT ") }.map(\.body) == [#"{"crons":[]}"#])
    }

    @Test("a worker is deleted after a look at who calls it, unless --force says whatever")
    func deletion() async throws {
        let seen = try await RecordingServer.run { _, request in
            request.method == .get
                ? RecordingServer.json(#"{"items":[{"worker":"caller","version":3,"binding":"BACK"}]}"#)
                : RecordingServer.json(#"{"changed":"worker hello","commit":{"revision":7,"state":"in_force"}}"#)
        } _: { fixture in
            try project("", fixture)
            let asked = try await fixture.run("delete")
            #expect(asked.code == .usage)
            #expect(asked.errors.contains("caller (version 3) calls hello as env.BACK."))
            #expect(try await fixture.run("delete", "-y").output.hasPrefix("deleted worker hello\n"))
            #expect(try await fixture.run("delete", "-n", "hello", "--force").code == .success)
        }
        let look = "GET /api/v1/workers/hello/referrers"
        let deletion = "DELETE /api/v1/workers/hello"
        #expect(seen.map(\.line) == [look, look, deletion, deletion])
    }

    @Test("whoami shows the token's owner, scopes, account and server, and not the token")
    func whoAmI() async throws {
        _ = try await RecordingServer.run { _, _ in
            RecordingServer.json(
                """
                {"id":"5b1c09aa-2f0e-4c8b-9a51-6d0f3c1e7a42","owner":"ada","scopes":["read","deploy"],\
                "createdAt":"2026-11-21T15:00:00.000Z","account":"default","accountId":"00"}
                """
            )
        } _: { fixture in
            for words in [["whoami"], ["whoami", "--json"]] {
                let outcome = try await fixture.run(words)
                #expect(outcome.code == .success)
                for text in ["ada", "default", "http://127.0.0.1:"] { #expect(outcome.output.contains(text)) }
                #expect(!(outcome.output + outcome.errors).contains("slc_test"))
            }
        }
    }
}
