import Foundation
import HTTPModel
import TestSurroundings
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

    private static func missing(_ code: String) -> HTTPResponse {
        RecordingServer.json(#"{"ErrorCode":"\#(code)","ErrorMessage":"M"}"#, .notFound)
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

    /// What leads to the function: a trigger and a route that name no version, and a route that does.
    private static let entrances = """
        codeUri: ./code
              triggers: [{name: web, type: http, config: {authType: anonymous, methods: [GET, POST]}}]
              customDomains:
                - domainName: pay.example.test
                  protocol: HTTP
                  routeConfigs: [{path: /*, methods: [GET, POST]}, {path: /old, qualifier: 1}]
        """

    @Test("with a plan lets triggers and domains that name no version lead to the plan's alias")
    func entrancesOfPlan() async throws {
        let seen = try await RecordingServer.run { _, request in
            switch (request.method, request.target.path.split(separator: "/").last) {
            case (.get, "web"): Self.missing("TriggerNotFound")
            case (.get, "pay.example.test"): Self.missing("DomainNameNotFound")
            case (.get, "pay_stable"): Self.missing("AliasNotFound")
            case (.get, "versions"): RecordingServer.json(#"{"versions":[{"versionId":"1"}]}"#)
            case (.post, "versions"): RecordingServer.json(#"{"versionId":"2"}"#)
            case (.post, "aliases"): RecordingServer.json(#"{"aliasName":"pay_stable","versionId":"2"}"#)
            default: Self.present(request, memory: 128, checksum: "1")
            }
        } _: { fixture in
            try Self.write(entry: Self.plan(""), code: Self.entrances, in: fixture)
            let outcome = try await fixture.run("deploy")
            #expect(outcome.code == .success, "\(outcome.errors)")
        }
        let changes = seen.filter { $0.line.hasPrefix("P") }
        #expect(
            changes.map(\.line) == [
                "PUT /2021-04-06/services/shop/functions/pay", "POST /2021-04-06/services/shop/versions",
                "POST /2021-04-06/services/shop/aliases", "POST /2021-04-06/services/shop/functions/pay/triggers",
                "POST /2021-04-06/custom-domains",
            ]
        )
        let bodies = try changes.suffix(2).map { try #require(JSONValue(Array($0.body.utf8))) }
        #expect(bodies[0]["triggerName"] == "web" && bodies[0]["qualifier"] == "pay_stable")
        let routes = try #require(bodies[1]["routeConfig"]?["routes"]?.array)
        #expect(routes.map { $0["path"] } == ["/*", "/old"])
        #expect(routes.map { $0["qualifier"] } == ["pay_stable", "1"])
    }

    @Test("without one leaves triggers and domains where they lead")
    func entrancesWithoutPlan() async throws {
        let seen = try await RecordingServer.run { _, request in
            switch request.target.path.split(separator: "/").last {
            case "web":
                RecordingServer.json(
                    #"{"triggerName":"web","triggerType":"http","qualifier":"prod","#
                        + #""triggerConfig":"{\"authType\":\"anonymous\",\"methods\":[\"GET\"]}"}"#
                )
            case "pay.example.test":
                RecordingServer.json(
                    #"{"protocol":"HTTP","routeConfig":{"routes":[{"path":"/*","qualifier":"prod","methods":["GET"]},"#
                        + #"{"path":"/old","qualifier":"2"}]}}"#
                )
            default: Self.present(request, memory: 128, checksum: "1")
            }
        } _: { fixture in
            try Self.write(code: Self.entrances, in: fixture)
            let outcome = try await fixture.run("deploy")
            #expect(outcome.code == .success, "\(outcome.errors)")
        }
        let changes = seen.filter { !$0.line.hasPrefix("GET") }.suffix(2)
        #expect(
            changes.map(\.line) == [
                "PUT /2021-04-06/services/shop/functions/pay/triggers/web",
                "PUT /2021-04-06/custom-domains/pay.example.test",
            ]
        )
        let bodies = try changes.map { try #require(JSONValue(Array($0.body.utf8))) }
        #expect(bodies[0]["triggerConfig"] != nil && bodies[0]["qualifier"] == nil)
        let routes = try #require(bodies[1]["routeConfig"]?["routes"]?.array)
        #expect(routes.map { $0["qualifier"] } == ["prod", "1"])
        #expect(routes.first?["methods"] == ["GET", "POST"])
    }

    @Test("that fails halfway tells what was done, and that it failed", arguments: [true, false])
    func halfway(wantsJSON: Bool) async throws {
        _ = try await RecordingServer.run { _, request in
            switch (request.method, request.target.path.hasSuffix("/functions")) {
            case (.get, _):
                Self.missing("ServiceNotFound")
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
