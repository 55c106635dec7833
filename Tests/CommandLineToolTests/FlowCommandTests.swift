import HTTPModel
import NativeWire
import Testing

@testable import CommandLineTool

@Suite("The flow commands show versions of Prefect's deployments", .timeLimit(.minutes(1)))
struct FlowCommandTests {
    private static let name = FlowExamples.name
    private static let root = FlowExamples.root

    @Test("a list names the live version by number and label, and asks for flows alone")
    func list() async throws {
        let flow = """
            {"id":"f","kind":"flow","name":"\(Self.name)","createdAt":"2026-11-21T15:00:00.000Z","aliases":[{"name":\
            "live","deployment":\(FlowExamples.deployment(3, version: 2, inForce: true))}],"newestVersion":4,"revision":9}
            """
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json(#"{"items":[\#(flow)],"cursor":"more"}"#)
        } _: { fixture in
            let text = try await fixture.run("flows", "list", "--limit", "5")
            #expect(text.code == .success && text.errors.contains("--cursor more"))
            let row = try #require(text.output.split(separator: "\n").last)
            for part in [Self.name, "  2  ", "label 2", "  4  ", "anna"] { #expect(row.contains(part), "\(row)") }
            let json = try await fixture.run("flows", "list", "--json")
            #expect(json.output.contains(#""items" : ["#) && json.output.contains(#""tag" : "label 2""#))
        }
        #expect(
            seen.map(\.line) == [
                "GET /api/v1/workloads?kind=flow&limit=5", "GET /api/v1/workloads?kind=flow",
            ]
        )
    }

    @Test("versions show the live one, commits, and which came about past Sluice; the slash of a name is escaped")
    func versions() async throws {
        let seen = try await RecordingServer.run { _, request in
            FlowExamples.path(request).hasSuffix("/versions")
                ? RecordingServer.json(
                    #"{"items":[\#(FlowExamples.version(2, isLive: true)),\#(FlowExamples.version(1))]}"#
                )
                : RecordingServer.json(#"{"items":[\#(FlowExamples.deployment(1, version: 1, origin: "drift"))]}"#)
        } _: { fixture in
            let text = try await fixture.run("flows", "versions", Self.name)
            let rows = text.output.split(separator: "\n")
            try #require(rows.count == 3, "\(text)")
            for part in ["label 2", "live", "main", "1a2b3c4d ", "Load less"] { #expect(rows[1].contains(part)) }
            #expect(rows[2].contains("drift") && !rows[2].contains("live") && !rows[1].contains("drift"))
            let json = try await fixture.run("flows", "versions", Self.name, "--json", "--all")
            #expect(json.output.contains(#""items" : ["#))
        }
        #expect(
            seen.map(\.line) == [
                "GET \(Self.root)/deployments?limit=100", "GET \(Self.root)/versions",
                "GET \(Self.root)/versions?limit=100",
            ]
        )
    }

    @Test("a version shows what it runs and warns of what is not fixed")
    func view() async throws {
        let detail = FlowExamples.detail(FlowExamples.version(2, isLive: true))
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json(detail)
        } _: { fixture in
            let text = try await fixture.run("flows", "view", Self.name)
            #expect(text.code == .success)
            for part in [
                "git_clone", "commit 1a2b", "https://git.example/a/b/tree/1a2b", "description\n  Loads\n  all\n",
                "parameters\n  {\n    \"from\": {\n      \"table\": \"ä\"\n    },\n    \"rows\": 10.50\n  }\n",
                "vcs:github",
            ] {
                #expect(text.output.contains(part), "\(text.output)")
            }
            #expect(
                text.errors
                    == "warning: image etl:1 is not fixed: it is chosen by tag 1, which may be another by then.\n"
            )
            let json = try await fixture.run("flows", "view", Self.name, "v1/2", "--json")
            #expect(json.output.contains(#""fixed" : false"#) && json.errors.contains("is not fixed"))
        }
        #expect(seen.map(\.line) == ["GET \(Self.root)/versions/deployed", "GET \(Self.root)/versions/v1%2F2"])
    }

    @Test("only addresses of pages become links, and a version that names no code is said to fix none")
    func links() async throws {
        let version = FlowExamples.version(1, url: "ssh://git.example/a/b")
        _ = try await RecordingServer.run { _, _ in
            RecordingServer.json(FlowExamples.detail(version, pins: []))
        } _: { fixture in
            let text = try await fixture.run("flows", "view", Self.name, "1")
            #expect(!text.output.contains("ssh://") && text.output.contains("a/b main 1a2b3c4d"))
            #expect(text.errors.contains("names no code"))
        }
        let pages = ["https://a", "HTTP://a", "javascript:alert(1)", "httpx://a", "http:a", "", "file:///x"]
        #expect(pages.map(FlowVersionPage.isWebAddress) == [true, true, false, false, false, false, false])
    }

    @Test("a diff goes through nested values line by line")
    func diff() async throws {
        let change = #"""
            {"from":1,"to":2,"identical":false,"files":[],"configuration":[{"field":"parameters","from":\#
            "{\"a\":{\"x\":1,\"y\":2},\"b\":3}","to":"{\"b\":3,\"a\":{\"x\":1,\"y\":5}}"},{"field":"path","to":"\"/f\""}]}
            """#
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json(change)
        } _: { fixture in
            let text = try await fixture.run("flows", "diff", Self.name, "1", "latest")
            #expect(text.code == .success)
            #expect(text.output.contains("-    \"y\": 2\n+    \"y\": 5\n"), "\(text.output)")
            #expect(text.output.contains("path\n+/f\n"))
            let json = try await fixture.run("flows", "diff", Self.name, "1", "deployed", "--json")
            #expect(json.output.contains(#""configuration" : ["#))
        }
        #expect(
            seen.map(\.line) == [
                "GET \(Self.root)/diff?from=1&to=newest", "GET \(Self.root)/diff?from=1&to=deployed",
            ]
        )
    }

    @Test("runs are listed with their versions, and mixed ones are marked")
    func runs() async throws {
        let list = #"""
            {"items":[\#(FlowExamples.run("wild", made: 1, started: 2)),\#(FlowExamples.run("calm", made: 2, started: 2)),\#
            \#(FlowExamples.run("late", made: 2, started: nil))]}
            """#
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json(list)
        } _: { fixture in
            let text = try await fixture.run("flows", "runs", Self.name, "--version", "label 2", "--limit", "50")
            let rows = text.output.split(separator: "\n")
            try #require(rows.count == 4, "\(text)")
            #expect(rows[1].contains("1 (label 1)") && rows[1].contains("mixed"))
            #expect(!rows[2].contains("mixed") && !rows[3].contains("mixed"))
            let json = try await fixture.run("flows", "runs", Self.name, "--json")
            #expect(json.output.contains(#""mixed" : true"#) && json.output.contains(#""items" : ["#))
        }
        #expect(seen.map(\.line) == ["GET \(Self.root)/runs?version=label%202&limit=50", "GET \(Self.root)/runs"])
    }

    @Test("what is no FLOW/DEPLOYMENT is refused before anything is sent", arguments: ["etl", "/x", "x/", "a/b/c", ""])
    func names(name: String) async throws {
        let fixture = try SessionFixture()
        #expect(try await fixture.run("flows", "versions", name).code == .usage)
    }
}
