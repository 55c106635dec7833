import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@Suite("Secrets change in new versions, and no answer tells their texts", .timeLimit(.minutes(1)))
struct SecretTests {
    private static let target: HTTPTarget = "/api/v1/workers/hello/secrets"

    private func edit(_ json: String, on server: APIUnderTest) async throws -> TestAnswer {
        try await server.change(.post, Self.target, json)
    }

    private func secrets(_ query: String = "", on server: APIUnderTest) async throws -> [WireVersionSecrets] {
        let target = try HTTPTarget("/api/v1/workers/hello/secrets\(query)")
        return try await server.get(target).decode(WireList<WireVersionSecrets>.self).items
    }

    /// The code and the bindings of a version.
    private func content(_ version: Int, on server: APIUnderTest) async throws -> WireContent {
        let target = try HTTPTarget("/api/v1/workers/hello/versions/\(version)")
        return try #require(try await server.get(target).decode(WireVersionDetail.self).content)
    }

    @Test("a secret of the deployed version is deployed at once, without what was uploaded since")
    func deployed() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            _ = try await server.upload(TestForm(#"{"main":"index.js"}"#, code: "export default { draft: 1 }"))
            let answer = try await edit(#"{"set":[{"name":"KEY","text":"s3cr3t-text"}],"deploy":true}"#, on: server)
            #expect(answer.status == 201 && !answer.text.contains("s3cr3t-text"))
            let result = try answer.decode(WireUploadResult.self)
            #expect(result.version.number == 3 && result.deployment?.shares.map(\.version) == [3])
            let (first, third) = (try await content(1, on: server), try await content(3, on: server))
            #expect(third.modules == first.modules)
            #expect(third.bindings == [WireBinding(name: "KEY", type: "secret_text")])
            #expect(try await secrets(on: server) == [WireVersionSecrets(version: 3, secrets: ["KEY"])])
            #expect(try await secrets("?version=2", on: server) == [WireVersionSecrets(version: 2, secrets: [])])
            let snapshot = try await server.plane.content(
                of: try #require(try await server.plane.versions(.newest, of: server.hello()).first),
                in: server.hello()
            )
            let fingerprint = try #require(snapshot.secrets.first)
            let name = WorkloadName(try await server.hello())
            #expect(try await server.vault.open(fingerprint, as: "KEY", of: name) == "s3cr3t-text")
        }
    }

    @Test("a versioned secret goes with the newest version, and nothing is deployed")
    func versioned() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            _ = try await server.upload(TestForm(#"{"main":"index.js"}"#, code: "export default { draft: 1 }"))
            let both = #"{"set":[{"name":"A","text":"1"},{"name":"B","text":"2"}],"tag":"t"}"#
            let result = try await edit(both, on: server).decode(WireUploadResult.self)
            #expect(result.version.number == 3 && result.version.tag == "t" && result.deployment == nil)
            #expect(try await content(3, on: server).modules == (try await content(2, on: server)).modules)
            #expect(try await secrets(on: server) == [WireVersionSecrets(version: 1, secrets: [])])
            let less = try await edit(#"{"remove":["A"]}"#, on: server).decode(WireUploadResult.self)
            #expect(less.version.number == 4)
            #expect(try await secrets("?version=newest", on: server).map(\.secrets) == [["B"]])
        }
    }

    @Test("edits that run at once are all kept")
    func concurrent() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...6 {
                    group.addTask {
                        let json = #"{"set":[{"name":"KEY_\#(number)","text":"x"}],"deploy":true}"#
                        return try await edit(json, on: server).status
                    }
                }
                for try await status in group { #expect(status == 201) }
            }
            let names = try await secrets(on: server)
            #expect(names == [WireVersionSecrets(version: 7, secrets: (1...6).map { "KEY_\($0)" })])
        }
    }

    @Test("a running gradual deployment is not ended, unless that is said; then the largest share counts")
    func split() async throws {
        try await APIUnderTest.run { server in
            for number in 1...2 { _ = try await server.upload(TestForm(code: "export default { v: \(number) }")) }
            let split = #"{"shares":[{"version":"1","percentage":"90"},{"version":"2","percentage":"10"}]}"#
            _ = try await server.change(.post, "/api/v1/workers/hello/deployments", split)
            let before = try await server.head()
            let json = #"{"set":[{"name":"KEY","text":"x"}],"deploy":true}"#
            let refused = try await edit(json, on: server)
            #expect(refused.refusal == Refused(status: 409, code: "split_in_force"))
            #expect(try await server.head() == before)
            let versioned = try await edit(#"{"set":[{"name":"KEY","text":"x"}]}"#, on: server)
            #expect(versioned.status == 201)
            let forced = #"{"set":[{"name":"KEY","text":"x"}],"deploy":true,"overrideSplit":true}"#
            let result = try await edit(forced, on: server).decode(WireUploadResult.self)
            #expect(result.deployment?.shares.map(\.percentage) == ["100"])
            #expect(try await content(4, on: server).modules == (try await content(1, on: server)).modules)
        }
    }

    @Test(
        "what cannot be done is refused by name, and nothing of the request is done",
        arguments: [
            ("{}", 422, "field_missing"), (#"{"remove":["NONE"]}"#, 404, "secret_not_found"),
            (#"{"set":[{"name":"not ok","text":"x"}]}"#, 422, "binding_name_invalid"),
            (#"{"set":[{"name":"A","text":"x"}],"remove":["A"]}"#, 422, "binding_repeated"),
            (#"{"set":[{"name":"PLAIN","text":"x"}]}"#, 422, "binding_name_taken"),
            (#"{"set":[{"name":"A"}]}"#, 422, "field_missing"),
            (#"{"set":[{"name":"A","text":"x","type":"secret_text"}]}"#, 422, "field_unknown"),
        ]
    )
    func refusals(json: String, status: Int, code: String) async throws {
        try await APIUnderTest.run { server in
            let plain =
                #"{"main":"index.js","bindings":[{"name":"PLAIN","type":"plain_text","text":"1"}],"create":true}"#
            _ = try await server.upload(TestForm(plain))
            let before = try await server.head()
            #expect(try await edit(json, on: server).refusal == Refused(status: status, code: code))
            #expect(try await server.head() == before)
            let undeployed = try await edit(#"{"set":[{"name":"A","text":"x"}],"deploy":true}"#, on: server)
            #expect(undeployed.refusal == Refused(status: 409, code: "alias_not_deployed"))
        }
    }

    @Test("a repeat gets the first answer, and another text under the same key is refused")
    func idempotency() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let fields: HTTPFields = [.idempotencyKey: "k"]
            for (text, status, replayed) in [("a", 201, nil), ("a", 201, "true"), ("b", 422, nil)] {
                let json = #"{"set":[{"name":"KEY","text":"\#(text)"}]}"#
                let answer = try await server.change(.post, Self.target, json, fields: fields)
                #expect(answer.status == status && answer.fields["Idempotency-Replayed"] == replayed)
            }
            #expect(try await secrets("?version=newest", on: server).map(\.version) == [2])
        }
    }

    @Test("a change since the revision that was seen is refused, and not tried again")
    func precondition() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            _ = try await server.upload(TestForm(code: "export default { v: 2 }"))
            let answer = try await server.change(
                .post,
                Self.target,
                #"{"set":[{"name":"KEY","text":"x"}]}"#,
                fields: [.ifMatch: "\"1\""]
            )
            #expect(answer.refusal == Refused(status: 412, code: "precondition_failed"))
        }
    }

    @Test("a new version needs upload, a deployment deploy, and the names read")
    func scopes() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            for (held, deploy, status) in [
                (AccessToken.Scope.read, false, 403), (.upload, true, 403), (.upload, false, 201),
            ] {
                let secret = try await server.token([held])
                let json = #"{"set":[{"name":"KEY","text":"x"}],"deploy":\#(deploy)}"#
                let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(secret)")]
                let answer = try await server.change(.post, Self.target, json, fields: fields)
                #expect(answer.status == status, "\(held) \(deploy)")
            }
        }
    }
}

extension APIUnderTest {
    fileprivate func hello() async throws -> Workload {
        try await plane.workload(WorkloadName(account: account.id, kind: .worker, name: "hello"))
    }
}
