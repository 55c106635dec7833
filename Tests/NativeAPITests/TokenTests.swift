import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Tokens are told once, limited and revocable", .timeLimit(.minutes(1)))
struct TokenTests {
    @Test("a new token works with its scopes; lists never show its secret")
    func creation() async throws {
        try await APIUnderTest.run { server in
            let body = #"{"owner":"ci","scopes":["deploy","upload"],"expiresInSeconds":3600}"#
            let answer = try await server.change(.post, "/api/v1/tokens", body)
            #expect(answer.status == 201)
            let created = try answer.decode(WireCreatedToken.self)
            #expect(created.secret.hasPrefix("slc_"))
            #expect(created.secret.utf8.count == 47)
            #expect(
                created.secret.dropFirst(4).allSatisfy {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
                }
            )
            #expect(created.token.scopes == ["upload", "deploy"])
            #expect(created.token.expiresAt == "2027-01-15T09:00:00.123Z")
            let list = try await server.get("/api/v1/tokens")
            #expect(!list.text.contains(created.secret))
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(created.secret)")]
            let me = try await server.get("/api/v1/whoami", fields: fields)
            let identity = try me.decode(WireIdentity.self)
            #expect(identity.id == created.token.id && identity.owner == created.token.owner)
            #expect(identity.scopes == ["upload", "deploy"])
            #expect(identity.account == server.account.name && identity.accountId == server.account.id.compact)
            #expect(!me.text.contains(created.secret))
        }
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let body: String
        let code: String

        var testDescription: String { String(body.prefix(80)) }

        static let all = [
            Bad(body: #"{"owner":"","scopes":["read"]}"#, code: "name_invalid"),
            Bad(body: #"{"owner":"a\nb","scopes":["read"]}"#, code: "name_invalid"),
            Bad(
                body: "{\"owner\":\"\(String(repeating: "a", count: 101))\",\"scopes\":[\"read\"]}",
                code: "text_too_long"
            ),
            Bad(body: #"{"owner":"a","scopes":[]}"#, code: "scope_unknown"),
            Bad(body: #"{"owner":"a","scopes":["root"]}"#, code: "scope_unknown"),
            Bad(body: #"{"owner":"a","scopes":["read"],"expiresInSeconds":0}"#, code: "expiry_invalid"),
            Bad(
                body: #"{"owner":"a","scopes":["read"],"expiresInSeconds":9000000000000000000}"#,
                code: "expiry_invalid"
            ),
            Bad(body: #"{"owner":"a","scopes":["read"],"expiresInSeconds":1.5}"#, code: "field_invalid"),
        ]
    }

    @Test("a token that makes no sense is refused", arguments: Bad.all)
    func refuses(_ bad: Bad) async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.change(.post, "/api/v1/tokens", bad.body)
            #expect(answer.refusal == Refused(status: 422, code: bad.code))
            #expect(try await server.get("/api/v1/tokens").decode(WireList<WireToken>.self).items.count == 1)
        }
    }

    @Test("the last admin token stays, others go at once")
    func revocation() async throws {
        try await APIUnderTest.run { server in
            let me = try await server.get("/api/v1/whoami").decode(WireToken.self)
            let target = try HTTPTarget("/api/v1/tokens/\(me.id)")
            let last = try await server.change(.delete, target)
            #expect(last.refusal == Refused(status: 409, code: "last_admin_token"))
            let secret = try await server.token([.admin])
            #expect(try await server.change(.delete, target).status == 200)
            let refused = try await server.get("/api/v1/whoami")
            #expect(refused.refusal == Refused(status: 401, code: "token_revoked"))
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(secret)")]
            for id in [me.id, "0f8fad5b-d9cb-469f-a165-70867728950e", "x"] {
                let again = try await server.change(
                    .delete,
                    try HTTPTarget("/api/v1/tokens/\(id)"),
                    fields: fields
                )
                #expect(again.refusal == Refused(status: 404, code: "token_not_found"))
            }
        }
    }

    @Test("an admin token that is about to be useless does not count as another")
    func expiredAdministrator() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.issuer.issue(
                to: "old",
                scopes: [.admin],
                account: server.account.id,
                lifetime: .seconds(1)
            )
            server.clock.advance(seconds: 2)
            let me = try await server.get("/api/v1/whoami").decode(WireToken.self)
            let answer = try await server.change(.delete, try HTTPTarget("/api/v1/tokens/\(me.id)"))
            #expect(answer.refusal == Refused(status: 409, code: "last_admin_token"))
        }
    }
}
