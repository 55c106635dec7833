import HTTPModel
import NativeWire
import Testing

@Suite("A deployment tells which secrets change that nobody named", .timeLimit(.minutes(1)))
struct SecretDifferenceTests {
    private static let deployments: HTTPTarget = "/api/v1/workers/hello/deployments"
    private static let rollback: HTTPTarget = "/api/v1/workers/hello/rollback"
    private static let secrets: HTTPTarget = "/api/v1/workers/hello/secrets"

    /// Deploys version 1 without secrets, 2 with KEY and OLD, and 3 with another KEY, without OLD, with NEW.
    private static func rotate(_ server: APIUnderTest) async throws {
        _ = try await server.upload()
        let before = #"{"set":[{"name":"KEY","text":"old"},{"name":"OLD","text":"x"}],"deploy":true}"#
        let after = #"{"set":[{"name":"KEY","text":"new"},{"name":"NEW","text":"x"}],"remove":["OLD"],"deploy":true}"#
        for edit in [before, after] {
            let answer = try await server.change(.post, secrets, edit)
            #expect(try answer.decode(WireUploadResult.self).warnings == [], "whoever names a secret knows of it")
        }
    }

    @Test("a rollback names what changes, comes back and goes; a repeat is told again")
    func rollback() async throws {
        try await APIUnderTest.run { server in
            try await Self.rotate(server)
            for _ in 1...2 {
                let answer = try await server.change(.post, Self.rollback, "", fields: [.idempotencyKey: "k"])
                #expect(answer.status == 201)
                let warning = try #require(try answer.decode(WireDeploymentResult.self).warnings.first)
                #expect(warning.contains(": KEY (changed), NEW (gone), OLD (back)."))
            }
        }
    }

    @Test(
        "a deployment of an older version does, one of a newer version or of what serves does not",
        arguments: [("2", true), ("1", true), ("3", false), ("4", false)]
    )
    func deployment(version: String, isTold: Bool) async throws {
        try await APIUnderTest.run { server in
            try await Self.rotate(server)
            let draft = try await server.change(.post, Self.secrets, #"{"set":[{"name":"DRAFT","text":"x"}]}"#)
            #expect(draft.status == 201)
            let body = "{\"shares\":[{\"version\":\"\(version)\",\"percentage\":\"100\"}]}"
            let answer = try await server.change(.post, Self.deployments, body)
            #expect(answer.status == 201)
            #expect(try answer.decode(WireDeploymentResult.self).warnings.isEmpty != isTold)
        }
    }

    @Test("an upload that is deployed names the drafts that it brings, and not what it sets itself")
    func upload() async throws {
        try await APIUnderTest.run { server in
            try await Self.rotate(server)
            let draft = #"{"set":[{"name":"DRAFT","text":"x"}],"remove":["NEW"]}"#
            _ = try await server.change(.post, Self.secrets, draft)
            let own = #"{"name":"KEY","type":"secret_text","text":"third"}"#
            let form = #"{"main":"index.js","deploy":true,"keep":["secret_text"],"bindings":[\#(own)]}"#
            let result = try await server.upload(TestForm(form)).decode(WireUploadResult.self)
            let warning = try #require(result.warnings.first)
            #expect(result.warnings.count == 1 && warning.contains(": DRAFT (new), NEW (gone)."))
            let again = #"{"main":"index.js","deploy":true,"keep":["secret_text"]}"#
            #expect(try await server.upload(TestForm(again)).decode(WireUploadResult.self).warnings == [])
        }
    }
}
