import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@testable import NativeAPI

@Suite("A repeat with the same key changes nothing", .timeLimit(.minutes(1)))
struct IdempotencyTests {
    private static let promote: HTTPTarget = "/api/v1/workers/hello/promote"
    private static let setting: HTTPTarget = "/api/v1/workers/hello/settings/previews"

    @Test("a repeated upload gets the first answer and publishes nothing")
    func upload() async throws {
        try await APIUnderTest.run { server in
            let fields: HTTPFields = [.idempotencyKey: "upload-1"]
            let first = try await server.upload(fields: fields)
            let second = try await server.upload(fields: fields)
            #expect(first.fields["Idempotency-Replayed"] == nil)
            #expect(second.fields["Idempotency-Replayed"] == "true")
            #expect(second.status == 201)
            #expect(second.body == first.body)
            #expect(try await server.head() == 1)
            let other = try await server.upload(TestForm(code: "export default {}"), fields: fields)
            #expect(other.refusal == Refused(status: 422, code: "idempotency_key_reused"))
            #expect(try await server.head() == 1)
        }
    }

    @Test("an upload is told from one whose modules have other names, types or contents, or whose metadata differs")
    func uploadDigest() async throws {
        try await APIUnderTest.run { server in
            let fields: HTTPFields = [.idempotencyKey: "upload-1"]
            let main = TestForm.Part(name: "index.js", type: TestForm.esm, content: "export default { fetch() {} }")
            func form(_ name: String, _ type: HTTPFieldValue, _ content: String, _ more: String = "") -> TestForm {
                let metadata = #"{"main":"index.js","deploy":true\#(more)}"#
                return TestForm([
                    .init(name: "metadata", type: "application/json", content: metadata), main,
                    .init(name: name, type: type, content: content),
                ])
            }
            let first = form("a.txt", "text/plain", "a")
            #expect(try await server.upload(first, fields: fields).status == 201)
            for other in [
                form("b.txt", "text/plain", "a"), form("a.txt", "application/octet-stream", "a"),
                form("a.txt", "text/plain", "b"), form("a.txt", "text/plain", "a", #","message":"m""#),
            ] {
                let answer = try await server.upload(other, fields: fields)
                #expect(answer.refusal == Refused(status: 422, code: "idempotency_key_reused"))
            }
            #expect(try await server.upload(first, fields: fields).fields["Idempotency-Replayed"] == "true")
            #expect(try await server.head() == 1)
        }
    }

    @Test("an upload with a secret is told from one with another text, by what does not tell the text")
    func uploadedSecret() async throws {
        try await APIUnderTest.run { server in
            let fields: HTTPFields = [.idempotencyKey: "k"]
            for (text, status, replayed) in [("1", 201, nil), ("1", 201, "true"), ("2", 422, nil)] {
                let binding = #"{"name":"PIN","type":"secret_text","text":"\#(text)"}"#
                let form = TestForm(#"{"main":"index.js","deploy":true,"bindings":[\#(binding)]}"#)
                let answer = try await server.upload(form, fields: fields)
                #expect(answer.status == status && answer.fields["Idempotency-Replayed"] == replayed)
            }
            let name = WorkloadName(account: server.account.id, kind: .worker, name: "hello")
            let bytes = Array("{}".utf8)
            let secret = WireBinding(name: "PIN", type: "secret_text", text: "1")
            let metadata = WireUploadMetadata(main: "index.js", bindings: [secret])
            let digest = try await server.api.digest(of: metadata, as: bytes, [], of: name)
            let open = WireUploadMetadata(
                main: "index.js",
                bindings: [WireBinding(name: "PIN", type: "json", text: "1")]
            )
            #expect(digest != Digest(sha256: Digest(sha256: bytes).bytes))
            #expect(
                try await server.api.digest(of: open, as: bytes, [], of: name)
                    == Digest(sha256: Digest(sha256: bytes).bytes)
            )
        }
    }

    @Test("a refusal is repeated, too, even when it would succeed now")
    func refusal() async throws {
        try await APIUnderTest.run { server in
            let fields: HTTPFields = [.idempotencyKey: "early"]
            let early = try await server.change(.put, Self.setting, #"{"value":"off"}"#, fields: fields)
            #expect(early.refusal == Refused(status: 404, code: "workload_not_found"))
            _ = try await server.upload()
            let late = try await server.change(.put, Self.setting, #"{"value":"off"}"#, fields: fields)
            #expect(late.refusal == early.refusal)
            #expect(late.fields[.contentType] == "application/problem+json")
            #expect(late.fields["Idempotency-Replayed"] == "true")
        }
    }

    @Test("a key belongs to one token, one method and one path")
    func scoping() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let key: HTTPFields = [.idempotencyKey: "k"]
            let off = #"{"value":"off"}"#
            #expect(try await server.change(.put, Self.setting, off, fields: key).status == 200)
            var foreign = key
            foreign.set(.authorization, to: try HTTPFieldValue("Bearer \(try await server.token([.deploy]))"))
            let other = try await server.change(.put, Self.setting, #"{"value":"on"}"#, fields: foreign)
            #expect(other.status == 200)
            #expect(other.fields["Idempotency-Replayed"] == nil)
            let elsewhere = try await server.change(
                .put,
                "/api/v1/workers/hello/settings/version-headers",
                #"{"value":"on"}"#,
                fields: key
            )
            #expect(elsewhere.status == 200)
            let changed = try await server.change(.put, Self.setting, #"{"value":"on"}"#, fields: key)
            #expect(changed.refusal == Refused(status: 422, code: "idempotency_key_reused"))
        }
    }

    @Test("another query under the same key is another request")
    func query() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let key: HTTPFields = [.idempotencyKey: "delete"]
            let refused = try await server.change(.delete, "/api/v1/workers/hello/versions/1", fields: key)
            #expect(refused.refusal == Refused(status: 409, code: "version_in_use"))
            let dangling = try await server.change(
                .delete,
                "/api/v1/workers/hello/versions/1?policy=dangle",
                fields: key
            )
            #expect(dangling.refusal == Refused(status: 422, code: "idempotency_key_reused"))
        }
    }

    /// The key under which the API keeps a promotion by the administrator.
    private func promotionKey(_ key: String, body: String, _ server: APIUnderTest) async throws -> IdempotencyKey {
        let token = try #require(try await server.store.token(hash: TokenSecret.hash(of: server.admin)))
        let digest = Digest(sha256: Digest(sha256: Array(body.utf8)).bytes)
        return IdempotencyKey(principal: token.id, route: "POST \(Self.promote)", key: key, bodyDigest: digest)
    }

    @Test("a change whose answer was lost is answered from what it made, and not made again")
    func lostAnswer() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            _ = try await server.upload(TestForm(code: "export default {}"))
            let body = #"{"version":"1"}"#
            let key = try await promotionKey("lost", body: body, server)
            #expect(try await server.store.reserve(key, at: server.clock.now) == .fresh)
            let made = try await server.plane.carryingOut(key).promote(
                .number(1),
                on: .production,
                of: WorkloadName(account: server.account.id, kind: .worker, name: "hello"),
                record: Record(attribution: Attribution(author: "ada", source: .api))
            )
            // Where a process dies here, the next one does the same for all of its keys.
            try await server.store.release(key)

            for _ in 1...2 {
                let again = try await server.change(.post, Self.promote, body, fields: [.idempotencyKey: "lost"])
                #expect(again.status == 201)
                #expect(again.fields["Idempotency-Replayed"] == "true")
                let result = try again.decode(WireDeploymentResult.self)
                #expect(result.deployment.id == made.value.id.description)
                #expect(result.commit.revision == made.revision.number)
            }
            #expect(try await server.head() == made.revision.number)
        }
    }

    @Test("while the first is being carried out the second has to wait")
    func inProgress() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let body = #"{"version":"1"}"#
            let key = try await promotionKey("slow", body: body, server)
            #expect(try await server.store.reserve(key, at: server.clock.now) == .fresh)
            let answer = try await server.change(.post, Self.promote, body, fields: [.idempotencyKey: "slow"])
            #expect(answer.refusal == Refused(status: 409, code: "idempotency_in_progress"))
            #expect(answer.fields[.retryAfter] == "1")
        }
    }

    @Test("a secret is never remembered")
    func secret() async throws {
        try await APIUnderTest.run { server in
            let body = #"{"owner":"ci","scopes":["upload"]}"#
            let fields: HTTPFields = [.idempotencyKey: "token"]
            let first = try await server.change(.post, "/api/v1/tokens", body, fields: fields)
            let created = try first.decode(WireCreatedToken.self)
            let second = try await server.change(.post, "/api/v1/tokens", body, fields: fields)
            #expect(second.refusal == Refused(status: 409, code: "already_carried_out"))
            #expect(second.problem?.candidates == [created.token.id])
            #expect(!second.text.contains(created.secret))
            let list = try await server.get("/api/v1/tokens").decode(WireList<WireToken>.self)
            #expect(list.items.count == 2)
        }
    }

    @Test("a malformed key is refused", arguments: ["", "a b", "ü", String(repeating: "k", count: 256)])
    func malformed(_ key: String) async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let fields: HTTPFields = [.idempotencyKey: try HTTPFieldValue(key)]
            let answer = try await server.change(.put, Self.setting, #"{"value":"off"}"#, fields: fields)
            #expect(answer.refusal == Refused(status: 400, code: "idempotency_key_invalid"))
        }
    }
}
