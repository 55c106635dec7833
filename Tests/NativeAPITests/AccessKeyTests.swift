import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@Suite("Access keys are told once, and revocable", .timeLimit(.minutes(1)))
struct AccessKeyTests {
    private static let target: HTTPTarget = "/api/v1/access-keys"
    private static let body = #"{"owner":"ci","scopes":["deploy","upload"]}"#

    @Test("a new key is kept with the secret that was told; lists never show it")
    func creation() async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.change(.post, Self.target, Self.body)
            #expect(answer.status == 201)
            let made = try answer.decode(WireCreatedAccessKey.self)
            #expect(made.id.hasPrefix("LTAI") && made.id.utf8.count == 24)
            #expect(made.secret.utf8.count == 40)
            #expect(
                (made.id + made.secret).utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
                }
            )
            #expect(made.scopes == ["upload", "deploy"])
            #expect(made.account == server.account.id.compact)

            let id = try #require(AccessKey.ID(made.id))
            let kept = try #require(try await server.accessKeys.accessKey(id))
            #expect(kept.secret == made.secret)
            #expect(kept.key.owner == "ci" && kept.key.account == server.account.id)

            let list = try await server.get(Self.target)
            #expect(!list.text.contains(made.secret))
            #expect(try list.decode(WireList<WireAccessKey>.self).items.map(\.id) == [made.id])
            let other = try await server.change(.post, Self.target, Self.body).decode(WireCreatedAccessKey.self)
            #expect(other.id != made.id && other.secret != made.secret)
        }
    }

    @Test("a repeat is told that it was carried out, and not the secret")
    func repeats() async throws {
        try await APIUnderTest.run { server in
            let fields: HTTPFields = [.idempotencyKey: "once"]
            let first = try await server.change(.post, Self.target, Self.body, fields: fields)
            let made = try first.decode(WireCreatedAccessKey.self)
            let second = try await server.change(.post, Self.target, Self.body, fields: fields)
            #expect(second.refusal == Refused(status: 409, code: "already_carried_out"))
            #expect(second.problem?.candidates == [made.id])
            #expect(!second.text.contains(made.secret))
            #expect(try await server.get(Self.target).decode(WireList<WireAccessKey>.self).items.count == 1)
        }
    }

    @Test("a key is revoked once, by its own account, and stays in the list")
    func revocation() async throws {
        try await APIUnderTest.run { server in
            let made = try await server.change(.post, Self.target, Self.body).decode(WireCreatedAccessKey.self)
            let target = try HTTPTarget("\(Self.target)/\(made.id)")
            let revoked = try await server.change(.delete, target)
            #expect(revoked.status == 200)
            #expect(try revoked.decode(WireChangeResult.self).changed == "access key \(made.id)")
            let kept = try await server.accessKeys.accessKey(try #require(AccessKey.ID(made.id)))
            #expect(kept?.key.isRevoked == true)
            let items = try await server.get(Self.target).decode(WireList<WireAccessKey>.self).items
            #expect(items.first?.revokedAt != nil)
            for target in [target, "/api/v1/access-keys/LTAInobody", "/api/v1/access-keys/a%20b"] {
                let answer = try await server.change(.delete, target)
                #expect(answer.refusal == Refused(status: 404, code: "access_key_not_found"), "\(target)")
            }
        }
    }

    @Test(
        "what is asked for is checked, and only administrators ask",
        arguments: [
            (#"{"owner":"","scopes":["read"]}"#, "name_invalid"), (#"{"owner":"a","scopes":[]}"#, "scope_unknown"),
            (#"{"owner":"a","scopes":["root"]}"#, "scope_unknown"), (#"{"owner":"a"}"#, "field_missing"),
            (#"{"owner":"a","scopes":["read"],"secret":"mine"}"#, "field_unknown"),
        ]
    )
    func refusals(body: String, code: String) async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.change(.post, Self.target, body)
            #expect(answer.refusal == Refused(status: 422, code: code))
            let bearer = try HTTPFieldValue("Bearer \(try await server.token([.deploy, .upload]))")
            let fields: HTTPFields = [.authorization: bearer]
            let weak = try await server.change(.post, Self.target, Self.body, fields: fields)
            #expect(weak.refusal == Refused(status: 403, code: "scope_missing"))
            let list = try await server.get(Self.target, fields: fields)
            #expect(list.refusal == Refused(status: 403, code: "scope_missing"))
            #expect(try await server.get(Self.target).decode(WireList<WireAccessKey>.self).items.isEmpty)
        }
    }
}
