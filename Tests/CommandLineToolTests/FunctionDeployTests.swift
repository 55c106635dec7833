import Foundation
import HTTPModel
import Testing

@testable import CommandLineTool

@Suite("A deployment of functions", .timeLimit(.minutes(1)))
struct FunctionDeployTests {
    /// A project with one function, and whatever lines belong below its entry and its properties.
    private static func write(
        entry: String = "",
        code: String = "codeUri: ./code",
        memory: Int = 128,
        in fixture: SessionFixture
    ) throws {
        let text = """
            edition: 1.0.0
            name: shop
            services:
              pay:
                component: fc
            \(entry)
                props:
                  region: local
                  service: {name: shop, description: sells}
                  function:
                    name: pay
                    runtime: python3
                    handler: index.handler
                    memorySize: \(memory)
                    \(code)
            """
        try fixture.folder.write(text, to: "s.yaml")
        try FileManager.default.createDirectory(
            atPath: "\(fixture.folder.path)/code",
            withIntermediateDirectories: true
        )
        try fixture.folder.write("def handler(event, context): return event", to: "code/index.py")
    }

    private static func plan(_ arguments: String) -> String {
        "    actions: {post-deploy: [{plugin: fc-canary, args: {\(arguments)}}]}"
    }

    @Test(
        "that nothing here can carry out to its end sends nothing",
        arguments: [
            (plan("canaryStep: {weight: 20, interval: 1}"), "codeUri: ./code", [], "canary_plan_unsupported"),
            (plan("linearStep: {weight: 20, interval: 1}"), "codeUri: ./code", [], "canary_plan_unsupported"),
            (plan("canaryPlans: [{weight: 20, interval: 1}]"), "codeUri: ./code", [], "canary_plan_unsupported"),
            (plan("canaryWeight: 20"), "codeUri: ./code", ["--alias", "prod"], "options_conflict"),
            ("", "codeUri: ./nowhere", [], "code"),
            ("", "ossBucket: b\n        ossKey: k", [], "code_unsupported"),
            ("", "codeUri: ./code", ["--tag", "x"], "option_unknown"),
            ("", "codeUri: ./code", ["--override-split"], "option_unknown"),
        ] as [(String, String, [String], String)]
    )
    func refused(entry: String, code: String, options: [String], problem: String) async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json("{}")
        } _: { fixture in
            try Self.write(entry: entry, code: code, in: fixture)
            let outcome = try await fixture.run(["deploy"] + options)
            #expect(outcome.code != .success && outcome.errors.contains("error[\(problem)"), "\(outcome.errors)")
        }
        #expect(seen.isEmpty)
    }

    @Test("that is only to be shown sends nothing")
    func dryRun() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json("{}")
        } _: { fixture in
            try Self.write(in: fixture)
            let outcome = try await fixture.run("deploy", "--dry-run")
            #expect(outcome.code == .success && outcome.output.contains("Nothing was sent."))
        }
        #expect(seen.isEmpty)
    }

    /// A server that has the service and the function, as they were deployed before.
    private static func present(_ request: HTTPRequest, memory: Int, checksum: String) -> HTTPResponse {
        request.target.path.hasSuffix("/pay")
            ? RecordingServer.json(
                #"{"functionName":"pay","runtime":"python3","handler":"index.handler","memorySize":\#(memory),"#
                    + #""codeChecksum":"\#(checksum)"}"#
            ) : RecordingServer.json(#"{"serviceName":"shop","description":"sells","region":"local"}"#)
    }

    @Test("sends what differs and nothing else")
    func differences() async throws {
        let seen = try await RecordingServer.run { _, request in
            Self.present(request, memory: 128, checksum: "1")
        } _: { fixture in
            try Self.write(memory: 256, in: fixture)
            let outcome = try await fixture.run("deploy")
            #expect(outcome.code == .success && outcome.output.contains("memorySize, code"), "\(outcome.errors)")
        }
        let change = try #require(seen.last)
        #expect(seen.map(\.line).filter { !$0.hasPrefix("GET") } == [change.line])
        #expect(change.line == "PUT /2021-04-06/services/shop/functions/pay")
        let body = try #require(JSONValue(Array(change.body.utf8)))
        #expect(body["memorySize"] == 256 && body["code"]?["zipFile"]?.string?.isEmpty == false)
        #expect(body["runtime"] == nil && body["handler"] == nil)
    }

    @Test("that fails halfway tells what was done, and that it failed", arguments: [true, false])
    func halfway(wantsJSON: Bool) async throws {
        _ = try await RecordingServer.run { _, request in
            switch (request.method, request.target.path.hasSuffix("/functions")) {
            case (.get, _):
                RecordingServer.json(#"{"ErrorCode":"ServiceNotFound","ErrorMessage":"M"}"#, .notFound)
            case (_, true):
                RecordingServer.json(#"{"ErrorCode":"AccessDenied","ErrorMessage":"no"}"#, .forbidden)
            default: RecordingServer.json(#"{"serviceName":"shop"}"#)
            }
        } _: { fixture in
            try Self.write(in: fixture)
            let outcome = try await fixture.run(["deploy"] + (wantsJSON ? ["--json"] : []))
            #expect(outcome.code == .refused)
            #expect(outcome.output.contains("created") && outcome.output.contains("shop"))
            #expect((wantsJSON ? outcome.output : outcome.errors).contains("access_denied"), "\(outcome.errors)")
        }
    }

    @Test(
        "takes for the same what says at least what is wanted",
        arguments: [
            (#"{"a":1}"#, #"{"A":1,"b":2}"#, true), (#"{"a":1}"#, #"{"a":2}"#, false), (#"{"a":1}"#, "{}", false),
            (#"{"a":""}"#, "{}", true), (#"{"a":[]}"#, "null", true), ("[1,2]", "[1,2]", true), ("[1]", "[1,2]", false),
            (#"[{"a":1}]"#, #"[{"a":1,"b":2}]"#, true), (#"{"a":{"b":""}}"#, "{}", true), ("false", "null", false),
        ]
    )
    func agreement(wanted: String, present: String, agrees: Bool) throws {
        let values = try [wanted, present].map { try #require(JSONValue(Array($0.utf8))) }
        #expect(WantedSettings.agrees(values[0], values[1]) == agrees)
    }

    @Test("takes away variables that the project no longer has")
    func variables() throws {
        var wanted = WantedSettings()
        wanted.set("environmentVariables", ["A": "1"])
        #expect(wanted.differences(from: ["environmentVariables": ["A": "1", "B": "2"]]).count == 1)
        #expect(wanted.differences(from: ["environmentVariables": ["A": "1"]]).isEmpty)
    }
}
