import Foundation
import HTTPModel
import NativeWire
import TestSurroundings
import Testing

@testable import CommandLineTool

@Suite("An upload says what it means, and sends nothing in vain", .timeLimit(.minutes(1)))
struct UploadCommandTests {
    private static let unknown = RecordingServer.problem("workload_not_found", .notFound)

    private static func project(_ fixture: SessionFixture, _ more: String = "") throws {
        let configuration = "name = \"hello\"\nmain = \"a.js\"\ncompatibility_date = \"2026-11-01\"\n\(more)"
        try fixture.folder.write(configuration, to: "wrangler.toml")
        try fixture.folder.write("export default {};\n", to: "a.js")
    }

    /// The metadata of the only upload of a version among the requests.
    private static func metadata(_ seen: [RecordingServer.Seen]) throws -> WireUploadMetadata {
        let uploads = seen.filter { $0.line == "POST /api/v1/workers/hello/versions" }
        #expect(uploads.count == 1)
        let body = try #require(uploads.first?.body)
        let lines = body.split(separator: "\r\n")
        let document = try #require(lines.first { $0.hasPrefix("{") })
        return try JSONDecoder().decode(WireUploadMetadata.self, from: Data(document.utf8))
    }

    @Test(
        "secrets always stay, variables when asked to",
        arguments: [
            ("", [String](), ["secret_text"]), ("", ["--keep-vars"], ["secret_text", "plain_text", "json"]),
            ("keep_vars = true\n", [], ["secret_text", "plain_text", "json"]),
        ]
    )
    func keeps(line: String, options: [String], kept: [String]) async throws {
        let seen = try await RecordingServer.run { _, _ in
            Self.unknown
        } _: { fixture in
            try Self.project(fixture, line)
            _ = try await fixture.run(["versions", "upload"] + options)
        }
        #expect(try Self.metadata(seen).keep == kept)
    }

    @Test("secrets of a file go with the upload, and win over variables of their names")
    func secrets() async throws {
        let seen = try await RecordingServer.run { _, _ in
            Self.unknown
        } _: { fixture in
            try Self.project(fixture, "vars = { A = \"1\", B = \"2\" }\n")
            try fixture.folder.write("A=swordfish\nB=perch", to: ".env")
            let words = ["versions", "upload", "--secrets-file", ".env", "--var", "B:3"]
            _ = try await fixture.run(words)
            let plan = try await fixture.run(words + ["--dry-run", "--json"])
            #expect(plan.code == .success)
            #expect(!plan.output.contains("swordfish"))
        }
        #expect(
            try Self.metadata(seen).bindings == [
                WireBinding(name: "A", type: "secret_text", text: "swordfish"),
                WireBinding(name: "B", type: "secret_text", text: "perch"),
            ]
        )
    }

    @Test("bindings that nothing here runs are refused before anything is sent, unless they are to be kept")
    func unsupported() async throws {
        let seen = try await RecordingServer.run { _, _ in
            Self.unknown
        } _: { fixture in
            try Self.project(fixture, "d1_databases = [{ binding = \"DB\", database_id = \"x\" }]\nlogpush = true\n")
            for words in [["deploy"], ["versions", "upload"], ["deploy", "--dry-run"]] {
                let outcome = try await fixture.run(words)
                #expect(outcome.code == .files)
                #expect(outcome.errors.contains("error[binding_type_unknown]"))
                #expect(
                    outcome.errors.contains("wrangler.toml:4:17: \"d1_databases[0]\" binds env.DB to the type \"d1\"")
                )
            }
            _ = try await fixture.run("versions", "upload", "--allow-unsupported-bindings")
        }
        #expect(
            try Self.metadata(seen).bindings == [
                WireBinding(name: "DB", type: "d1", text: #"{"binding":"DB","database_id":"x"}"#)
            ]
        )
        #expect(seen.count == 1)
    }

    @Test(
        "a trigger that can only be wrong is refused before anything is sent",
        arguments: [
            ("triggers = { crons = [\"* * *\"] }", "cron_invalid"), ("routes = [\"ftp://a.com/*\"]", "route_invalid"),
            ("routes = [{ pattern = \"a.com:80\", custom_domain = true }]", "domain_invalid"),
        ]
    )
    func malformedTrigger(line: String, code: String) async throws {
        let seen = try await RecordingServer.run { _, _ in
            Self.unknown
        } _: { fixture in
            try Self.project(fixture, line)
            let outcome = try await fixture.run("deploy")
            #expect(outcome.code == .files)
            #expect(outcome.errors.contains("error[\(code)]"))
        }
        #expect(seen.isEmpty)
    }

    private static let commit = #"{"revision":7,"state":"in_force"}"#

    /// A server that deploys, and takes routes or refuses them.
    private static func deploying(_ request: HTTPRequest, takesRoutes: Bool) -> HTTPResponse {
        let deployment = """
            {"id":"d1d1d1d1-0000","workload":"hello","alias":"production","sequence":4,"shares":[{"version":3,\
            "versionId":"v3","percentage":"100"}],"rules":[],"origin":"requested","author":"a","source":"cli",\
            "createdAt":"2026-11-21T15:00:00.000Z","inForce":true}
            """
        let version = """
            {"id":"v3v3v3v3-0000","workload":"hello","number":3,"snapshot":"5a","author":"a","source":"cli",\
            "createdAt":"2026-11-21T15:00:00.000Z","serving":{},"events":[]}
            """
        let path = request.target.path
        switch request.method {
        case .post:
            return RecordingServer.json(
                #"{"version":\#(version),"unchanged":false,"deployment":\#(deployment),"warnings":["W"],"commit":\#(commit)}"#
            )
        case .put where takesRoutes:
            return RecordingServer.json(
                #"{"triggers":{"routes":[],"domains":[],"crons":[]},"commit":\#(commit)}"#
            )
        case .put: return RecordingServer.problem("host_unroutable", .unprocessableContent)
        case _ where path.hasSuffix("/triggers"):
            return RecordingServer.json(#"{"routes":[],"domains":[],"crons":[]}"#)
        case _ where path.hasSuffix("/settings"): return RecordingServer.json(#"{"items":[]}"#)
        default:
            return RecordingServer.json(
                """
                {"id":"w","kind":"worker","name":"hello","createdAt":"2026-11-21T15:00:00.000Z","revision":3,\
                "aliases":[],"url":"http://hello.localhost"}
                """
            )
        }
    }

    @Test("programs learn where it answers, what became of triggers, and every warning")
    func report() async throws {
        _ = try await RecordingServer.run { _, request in
            Self.deploying(request, takesRoutes: true)
        } _: { fixture in
            try Self.project(fixture, "routes = [\"a.com/*\"]\nlogpush = true\n")
            let outcome = try await fixture.run("deploy", "--json")
            #expect(outcome.code == .success)
            let document = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
            #expect(document.url == "http://hello.localhost")
            #expect(document.triggers?.changes.map(\.source) == ["a.com/*"])
            #expect(document.warnings.count == 2 && document.warnings.last == "W")
            #expect(document.warnings.first?.contains("logpush") == true)
        }
    }

    @Test("what was deployed is shown also where its triggers are refused", arguments: [[], ["--json"]])
    func triggersFail(options: [String]) async throws {
        _ = try await RecordingServer.run { _, request in
            Self.deploying(request, takesRoutes: false)
        } _: { fixture in
            try Self.project(fixture, "routes = [\"a.com/*\"]\n")
            let outcome = try await fixture.run(["deploy"] + options)
            #expect(outcome.code == .refused)
            #expect(outcome.output.contains("d1d1d1d1-0000"))
            #expect(outcome.output.contains("http://hello.localhost"))
            if options.isEmpty {
                #expect(outcome.errors.contains("error[host_unroutable]: Version 3 is deployed"))
                #expect(outcome.errors.contains("next: N. Then run \"sluice triggers deploy\"."))
            } else {
                let problem = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)).problem
                #expect(problem?.code == "host_unroutable")
                #expect(problem?.detail.hasPrefix("Version 3 is deployed") == true)
                #expect(problem?.nextStep == "N. Then run \"sluice triggers deploy\".")
            }
        }
    }

    private struct Report: Decodable {
        struct Problem: Decodable {
            let code: String
            let detail: String
            let nextStep: String
        }

        let problem: Problem?
        let url: String?
        let warnings: [String]
        let triggers: Triggers?

        struct Triggers: Decodable {
            let changes: [Change]
        }

        struct Change: Decodable {
            let source: String
        }
    }

    private static func worker(_ shares: String) -> HTTPResponse {
        RecordingServer.json(
            """
            {"id":"w","kind":"worker","name":"hello","createdAt":"2026-11-21T15:00:00.000Z","revision":3,"aliases":[{
            "name":"production","deployment":{"id":"d1","workload":"hello","alias":"production","sequence":2,
            "shares":[\(shares)],"rules":[],"origin":"requested","author":"a","source":"cli",
            "createdAt":"2026-11-21T15:00:00.000Z","inForce":true}}]}
            """
        )
    }

    private static let split = worker(
        #"{"version":1,"versionId":"v1","percentage":"90"},{"version":2,"versionId":"v2","percentage":"10"}"#
    )

    @Test("a gradual deployment is ended by no command that nobody watches", arguments: [[], ["-y"], ["--json"]])
    func refusesSplit(options: [String]) async throws {
        let seen = try await RecordingServer.run { _, _ in
            Self.split
        } _: { fixture in
            try Self.project(fixture)
            let outcome = try await fixture.run(["deploy"] + options)
            #expect(outcome.code == .refused)
            #expect((outcome.output + outcome.errors).contains("split_in_force"))
            #expect((outcome.output + outcome.errors).contains("--override-split"))
        }
        #expect(seen.map(\.line) == ["GET /api/v1/workers/hello"])
    }

    @Test("what it was told about a gradual deployment goes with the upload")
    func permits() async throws {
        let overridden = try await RecordingServer.run { _, _ in
            Self.unknown
        } _: { fixture in
            try Self.project(fixture)
            _ = try await fixture.run("deploy", "--override-split")
        }
        #expect(try Self.metadata(overridden).endSplit == "any")
        let smoke =
            #"{"version":1,"versionId":"v1","percentage":"100"},{"version":2,"versionId":"v2","percentage":"0"}"#
        let unsplit = try await RecordingServer.run { count, _ in
            count == 1 ? Self.worker(smoke) : Self.unknown
        } _: { fixture in
            try Self.project(fixture)
            _ = try await fixture.run("deploy")
        }
        #expect(try Self.metadata(unsplit).endSplit == nil)
    }

    @Test("static files are named first, and only what is missing is sent")
    func assets() async throws {
        let session = "0f8fad5b-d9cb-469f-a165-70867728950e"
        let seen = try await RecordingServer.run { count, request in
            let missing = count == 1 ? #""2cf24dba5fb0a30e26e83b2ac5b9e29e""# : ""
            guard request.target.path.contains("/assets") else { return Self.unknown }
            return RecordingServer.json(
                "{\"session\":\"\(session)\",\"missing\":[\(missing)],\"expiresAt\":\"\"}",
                count == 1 ? .created : .ok
            )
        } _: { fixture in
            try Self.project(fixture, "assets = { directory = \"public\", run_worker_first = true }\n")
            try fixture.folder.write("hello", to: "public/a.txt")
            try fixture.folder.write("hello", to: "public/b/c.txt")
            try fixture.folder.write("/*\n  a: b\n", to: "public/_headers")
            _ = try await fixture.run("versions", "upload")
        }
        let manifest = try JSONDecoder().decode(WireAssetManifest.self, from: Data(try #require(seen.first).body.utf8))
        // The SHA-256 of "hello" begins so.
        let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e"
        #expect(manifest.files == ["/a.txt", "/b/c.txt"].map { WireAssetFile(path: $0, hash: hash, size: 5) })
        #expect(seen.dropFirst().first?.line == "POST /api/v1/workers/hello/assets/\(session)")
        #expect(seen.dropFirst().first?.body.contains("name=\"\(hash)\"") == true)
        let metadata = try Self.metadata(seen)
        #expect(metadata.assets?.session == session)
        #expect(metadata.assets?.rules?.runWorkerFirst == true)
        #expect(metadata.assets?.rules?.headers == "/*\n  a: b\n")
    }
}
