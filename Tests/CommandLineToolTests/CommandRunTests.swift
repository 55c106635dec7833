import Foundation
import HTTPModel
import NativeWire
import TestSurroundings
import Testing

@testable import CommandLineTool

@Suite("Commands speak with a server", .timeLimit(.minutes(1)))
struct CommandRunTests {
    private static let change =
        #"{"changed":"alias x","commit":{"revision":7,"state":"in_force","inForceAfterMilliseconds":3.2}}"#

    @Test("a wish keeps its key over all attempts, and each wish has its own")
    func keys() async throws {
        let seen = try await RecordingServer.run { count, _ in
            count == 1
                ? RecordingServer.problem("idempotency_in_progress", .conflict) : RecordingServer.json(Self.change)
        } _: { fixture in
            for _ in 0..<2 {
                let outcome = try await fixture.run("alias", "delete", "x", "-n", "hello", "-y")
                #expect(outcome.code == .success)
                #expect(outcome.output == "deleted alias x\n  revision 7, in force after 3.2 ms\n")
            }
        }
        #expect(seen.map(\.line) == Array(repeating: "DELETE /api/v1/workers/hello/aliases/x", count: 3))
        try #require(seen.count == 3)
        #expect(seen.first?.key?.count == 36)
        #expect(seen[0].key == seen[1].key)
        #expect(seen[1].key != seen[2].key)
        #expect(seen.allSatisfy { $0.authorization == "Bearer slc_test" && $0.source == "cli" })
    }

    @Test("a refusal is told with its code, its candidates and the next step, and is not repeated")
    func refusal() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.problem("version_ambiguous", .conflict)
        } _: { fixture in
            let outcome = try await fixture.run("rollback", "-n", "hello")
            #expect(outcome.code == .refused)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors == "error[version_ambiguous]: D\n  - one\n  - two\nnext: N\n")
        }
        #expect(seen.count == 1)
    }

    @Test("what is no answer of ours is told by its status", arguments: [HTTPStatus.badGateway, .ok])
    func foreign(status: HTTPStatus) async throws {
        _ = try await RecordingServer.run { _, _ in
            HTTPResponse(status, contentType: "text/html", body: .text("<p>no</p>"))
        } _: { fixture in
            let outcome = try await fixture.run("status")
            #expect(outcome.code == .refused)
            let code = status == .ok ? "answer_unreadable" : "http_502"
            #expect(outcome.errors.hasPrefix("error[\(code)]:"))
        }
    }

    @Test("an upload is a form whose first part is the metadata")
    func upload() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.problem("load_failed", .unprocessableContent)
        } _: { fixture in
            try fixture.folder.write(
                "name = \"hello\"\nmain = \"src/a.js\"\ncompatibility_date = \"2026-11-01\"\n[vars]\nA = \"1\"\nB = \"2\"\n",
                to: "wrangler.toml"
            )
            try fixture.folder.write("import t from \"./t.txt\";\nexport default {};\n", to: "src/a.js")
            try fixture.folder.write("text", to: "src/t.txt")
            let words = ["versions", "upload", "--var", "B:3", "--tag", "v1", "-m", "why", "--create"]
            let outcome = try await fixture.run(words)
            #expect(outcome.code == .refused)
        }
        #expect(seen.count == 1)
        let request = try #require(seen.first)
        #expect(request.line == "POST /api/v1/workers/hello/versions")
        #expect(request.contentType?.hasPrefix("multipart/form-data; boundary=") == true)
        #expect(request.key != nil)
        let names = request.body.split(separator: "name=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(names == ["metadata", "src/a.js", "src/t.txt"])
        #expect(request.body.contains("Content-Type: application/javascript+module"))
        #expect(request.body.contains("Content-Type: text/plain"))
        for part in [
            #""main":"src/a.js""#, #""tag":"v1""#, #""message":"why""#, #""create":true"#,
            #"{"name":"B","text":"3","type":"plain_text"}"#, #"{"name":"A","text":"1","type":"plain_text"}"#,
        ] {
            #expect(request.body.contains(part), "\(part)")
        }
        #expect(!request.body.contains(#""deploy""#))
    }

    @Test("rules go with the shares, in their order", arguments: ["versions deploy", "alias set production"])
    func rules(command: String) async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.problem("version_not_found", .notFound)
        } _: { fixture in
            let words = [
                "1", "--rule", "header:x-beta to 2", "--rule", "query:a=1 or query:b to 1@50 2", "-n", "hello", "-y",
            ]
            let outcome = try await fixture.run(command.split(separator: " ").map(String.init) + words)
            #expect(outcome.code == .refused)
        }
        let body = try #require(seen.first?.body)
        let request = try JSONDecoder().decode(Moved.self, from: Data(body.utf8))
        #expect(request.shares.map(\.version) == ["1"])
        #expect(request.rules.map(\.match) == ["all", "any"])
        #expect(request.rules.map { $0.conditions.map(\.attribute) } == [["header:x-beta"], ["query:a", "query:b"]])
        #expect(request.rules.map { $0.shares.map(\.percentage) } == [["100"], ["50", "50"]])
    }

    /// What both requests that move an alias have in common.
    private struct Moved: Decodable {
        let shares: [WireDeploymentRequest.RequestedShare]
        let rules: [WireDeploymentRequest.RequestedRule]
    }

    @Test("--all follows the cursors, and JSON lists are objects with items")
    func lists() async throws {
        let seen = try await RecordingServer.run { count, _ in
            let token = #"{"id":"\#(count)","owner":"o","scopes":["read"],"createdAt":"2026-11-21T15:00:00.000Z"}"#
            return RecordingServer.json(
                count < 3 ? #"{"items":[\#(token)],"cursor":"c\#(count)"}"# : #"{"items":[\#(token)]}"#
            )
        } _: { fixture in
            let outcome = try await fixture.run("token", "list", "--all", "--json")
            let list = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            )
            #expect((list["items"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ["1", "2", "3"])
            #expect(list["cursor"] == nil)
        }
        let path = "GET /api/v1/tokens?limit=100"
        #expect(seen.map(\.line) == [path, "\(path)&cursor=c1", "\(path)&cursor=c2"])
    }

    @Test("without a terminal nothing is deleted or deployed unless -y says so")
    func questions() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json("{}")
        } _: { fixture in
            for words in [
                ["versions", "deploy", "1@90", "2@10", "-n", "hello"], ["versions", "deploy", "-n", "hello"],
                ["versions", "delete", "1", "-n", "hello"], ["workloads", "delete", "hello"],
                ["alias", "delete", "x", "-n", "hello"], ["token", "revoke", "x"],
                ["versions", "deploy", "-y", "-n", "hello"],
            ] {
                let outcome = try await fixture.run(words)
                #expect(outcome.code == .usage)
                #expect(outcome.errors.contains("-y"))
            }
        }
        #expect(seen.isEmpty)
    }

    @Test("a dry run sends nothing")
    func dryRun() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json("{}")
        } _: { fixture in
            try fixture.folder.write("name = \"hello\"\nmain = \"a.js\"\nqueues = {}\n", to: "wrangler.toml")
            try fixture.folder.write("export default {};\n", to: "a.js")
            let outcome = try await fixture.run("deploy", "--dry-run")
            #expect(outcome.code == .success)
            #expect(outcome.output.contains("a.js (main)  esm   19 B"))
            #expect(outcome.errors.contains("\"queues\" has no effect"))
        }
        #expect(seen.isEmpty)
    }

    @Test("without a server the exit code is 3, without a project 4")
    func exitCodes() async throws {
        let fixture = try SessionFixture(environment: ["SLUICE_URL": "http://127.0.0.1:1", "SLUICE_TOKEN": "t"])
        let unreachable = try await fixture.run("status")
        #expect(unreachable.code == .unreachable)
        #expect(unreachable.errors.hasPrefix("error[server_not_running]: No server answers at http://127.0.0.1:1."))
        let missing = try await fixture.run("deploy")
        #expect(missing.code == .files)
        #expect(missing.errors.hasPrefix("error[configuration_not_found]:"))
    }
}
