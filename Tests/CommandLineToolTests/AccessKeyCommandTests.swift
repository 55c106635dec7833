import HTTPModel
import NativeWire
import Testing

@testable import CommandLineTool

@Suite("The access-key commands speak with a server", .timeLimit(.minutes(1)))
struct AccessKeyCommandTests {
    private static let made = #"""
        {"id":"LTAIx","secret":"s3cret","account":"0f8f","owner":"ci","scopes":["upload","deploy"],"createdAt":""}
        """#

    @Test("a new key's id, secret and account are printed, for people and for programs")
    func create() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json(Self.made, .created)
        } _: { fixture in
            let words = ["access-key", "create", "ci", "--scope", "upload", "--scope", "deploy"]
            let text = try await fixture.run(words)
            #expect(text.code == .success)
            #expect(text.output == "AccessKeyID      LTAIx\nAccessKeySecret  s3cret\nAccountID        0f8f\n")
            #expect(text.errors.contains("upload, deploy") && !text.errors.contains("s3cret"))
            let json = try await fixture.run(words + ["--json"])
            for member in [#""id" : "LTAIx""#, #""secret" : "s3cret""#, #""account" : "0f8f""#] {
                #expect(json.output.contains(member), "\(json.output)")
            }
        }
        #expect(seen.map(\.line) == ["POST /api/v1/access-keys", "POST /api/v1/access-keys"])
        #expect(seen.first?.body == #"{"owner":"ci","scopes":["upload","deploy"]}"#)
    }

    @Test(
        "without further words the key is the user's own, for all that clients of Function Compute do",
        arguments: [
            ([:], "sdk"), (["USER": "", "LOGNAME": "anna"], "anna"), (["USER": "ci", "LOGNAME": "anna"], "ci"),
        ] as [([String: String], String)]
    )
    func createForOneself(environment: [String: String], owner: String) async throws {
        let seen = try await RecordingServer.run(environment: environment) { _, _ in
            RecordingServer.json(Self.made, .created)
        } _: { fixture in
            let made = try await fixture.run("access-key", "create", "--json")
            #expect(made.code == .success && made.errors.isEmpty)
            #expect(made.output.split(separator: "s3cret").count == 2, "the secret is there once")
        }
        #expect(seen.map(\.body) == [#"{"owner":"\#(owner)","scopes":["read-logs","upload","deploy"]}"#])
    }

    @Test("keys are listed without secrets, and revoked by their ids")
    func listAndRevoke() async throws {
        let commit = #"{"revision":3,"state":"in_force"}"#
        let seen = try await RecordingServer.run { _, request in
            request.method == .get
                ? RecordingServer.json(
                    #"{"items":[{"id":"LTAIx","owner":"ci","scopes":["read"],"createdAt":"2026-01-01T00:00:00.000Z"}]}"#
                )
                : RecordingServer.json(#"{"changed":"access key LTAIx","commit":\#(commit)}"#)
        } _: { fixture in
            let list = try await fixture.run("access-key", "list")
            #expect(list.output.contains("LTAIx") && list.output.contains("valid"))
            let revoked = try await fixture.run("access-key", "revoke", "LTAIx", "-y")
            #expect(revoked.code == .success && revoked.output.contains("access key LTAIx"))
        }
        #expect(
            seen.map { $0.line.prefix { $0 != "?" } } == [
                "GET /api/v1/access-keys", "DELETE /api/v1/access-keys/LTAIx",
            ]
        )
    }
}
