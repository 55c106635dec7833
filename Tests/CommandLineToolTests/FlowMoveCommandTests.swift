import HTTPModel
import NativeWire
import Testing

@testable import CommandLineTool

@Suite("A version of a flow is made live by promote and rollback", .timeLimit(.minutes(1)))
struct FlowMoveCommandTests {
    private static let name = FlowExamples.name
    private static let root = FlowExamples.root

    private static func answer(_ request: HTTPRequest, runs: String = "") -> HTTPResponse {
        request.method == .post
            ? RecordingServer.json(FlowExamples.result(version: 3, runs: runs), .created)
            : RecordingServer.json(FlowExamples.detail(FlowExamples.version(3, isLive: true)))
    }

    @Test("a promotion says what is live, what that does not fix, and which runs wait")
    func promote() async throws {
        let run = FlowExamples.run("wild", made: 1, started: nil)
        let seen = try await RecordingServer.run { _, request in
            Self.answer(request, runs: run)
        } _: { fixture in
            let words = ["flows", "promote", Self.name, "label 3", "-m", "Checked", "--runs", "recreate"]
            let text = try await fixture.run(words)
            #expect(text.code == .success)
            #expect(text.output.hasPrefix("\(Self.name): version 3 (label 3) is live\n"), "\(text.output)")
            #expect(text.output.contains("1 run made under another version, made again under this version:"))
            #expect(text.output.contains("wild"))
            #expect(text.errors.contains("warning: 2 runs wait\n") && text.errors.contains("etl:1 is not fixed"))
            let json = try await fixture.run(words + ["--json"])
            #expect(json.output.contains(#""waitingRuns" : ["#) && json.output.contains(#""version" : 3"#))
        }
        #expect(seen.first?.line == "POST \(Self.root)/promote")
        #expect(seen.first?.key != nil)
        let body = try #require(seen.first?.body)
        for part in [#""version":"label 3""#, #""message":"Checked""#, #""waitingRuns":"recreate""#] {
            #expect(body.contains(part), "\(body)")
        }
        #expect(!body.contains("alias"))
        #expect(seen.dropFirst().first?.line == "GET \(Self.root)/versions/id-3")
    }

    @Test("a rollback without a version leaves the choice to the server, and tells where it was run")
    func rollback() async throws {
        let pipeline = [
            "GITHUB_ACTIONS": "true", "GITHUB_SHA": "1a2b3c4d", "GITHUB_REF_NAME": "main", "GITHUB_REPOSITORY": "a/b",
            "GITHUB_SERVER_URL": "https://git.example",
        ]
        let seen = try await RecordingServer.run(environment: pipeline) { _, request in
            Self.answer(request)
        } _: { fixture in
            let back = try await fixture.run("flows", "rollback", Self.name)
            #expect(back.code == .success)
            let further = try await fixture.run("flows", "rollback", Self.name, "latest", "--runs", "cancel")
            #expect(further.code == .success)
        }
        let sent = seen.filter { $0.line == "POST \(Self.root)/rollback" }.map(\.body)
        try #require(sent.count == 2)
        #expect(!sent[0].contains(#""version""#) && !sent[0].contains("waitingRuns"), "\(sent[0])")
        #expect(sent[0].contains(#""provider":"github""#) && sent[0].contains(#""commit":"1a2b3c4d""#))
        #expect(sent[1].contains(#""version":"newest""#) && sent[1].contains(#""waitingRuns":"cancel""#))
    }

    @Test("a label of several versions is refused with those that it may mean")
    func ambiguity() async throws {
        _ = try await RecordingServer.run { _, _ in
            RecordingServer.problem("version_ambiguous", .conflict)
        } _: { fixture in
            let text = try await fixture.run("flows", "promote", Self.name, "nightly")
            #expect(text.code == .refused && text.output.isEmpty)
            for part in ["version_ambiguous", "one", "two"] { #expect(text.errors.contains(part)) }
        }
    }

    @Test("a move that was made is no failure, whatever can be read afterwards")
    func unreadable() async throws {
        _ = try await RecordingServer.run { _, request in
            request.method == .post
                ? RecordingServer.json(FlowExamples.result(version: 3), .created)
                : RecordingServer.problem("stop", .conflict)
        } _: { fixture in
            let text = try await fixture.run("flows", "promote", Self.name, "3")
            #expect(text.code == .success && text.output.contains("version 3 (label 3) is live"))
            #expect(text.errors.contains("could not be read"))
        }
    }

    @Test("an unknown policy for runs is refused before anything is sent")
    func policy() async throws {
        let fixture = try SessionFixture()
        #expect(try await fixture.run("flows", "rollback", Self.name, "--runs", "pause").code == .usage)
    }
}
