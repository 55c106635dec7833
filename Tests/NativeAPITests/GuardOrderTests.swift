import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@Suite("Nobody is answered before they are let in", .timeLimit(.minutes(1)))
struct GuardOrderTests {
    private static let bearer = HTTPFieldName.authorization

    @Test("a foreign host gets 421, whatever it asks for and even with a token")
    func host() async throws {
        try await APIUnderTest.run { server in
            for target in ["/healthz", "/api/v1/status", "/nowhere"] as [HTTPTarget] {
                let answer = try await server.send(HTTPRequest(.get, target, authority: "evil.example"))
                #expect(answer.refusal == Refused(status: 421, code: "host_unknown"))
                #expect(answer.problem?.detail.contains("evil.example") == true)
            }
        }
    }

    @Test("a foreign page gets 403, even with a token")
    func origin() async throws {
        try await APIUnderTest.run { server in
            let origin = try await server.get("/api/v1/status", fields: [.origin: "https://evil.example"])
            #expect(origin.refusal == Refused(status: 403, code: "origin_foreign"))
            let site = try await server.get("/healthz", fields: ["Sec-Fetch-Site": "same-site"])
            #expect(site.refusal == Refused(status: 403, code: "request_cross_site"))
        }
    }

    @Test("without a token everything but health and readiness is 401, also what does not exist")
    func token() async throws {
        try await APIUnderTest.run { server in
            let targets: [HTTPTarget] = ["/api/v1/status", "/metrics", "/api/v1/openapi.json", "/nowhere"]
            for target in targets {
                let answer = try await server.sendBare(HTTPRequest(.get, target, authority: "localhost"))
                #expect(answer.refusal == Refused(status: 401, code: "token_missing"))
                #expect(answer.fields[.wwwAuthenticate] == "Bearer realm=\"sluice\"")
            }
            for target in ["/healthz", "/readyz"] as [HTTPTarget] {
                let answer = try await server.sendBare(HTTPRequest(.get, target, authority: "localhost"))
                #expect(answer.status == 200)
            }
        }
    }

    @Test("neither a cookie nor a query authenticates")
    func cookie() async throws {
        try await APIUnderTest.run { server in
            var request = HTTPRequest(.get, try HTTPTarget("/api/v1/status?token=\(server.admin)"))
            request.authority = "localhost"
            request.fields.set(.cookie, to: try HTTPFieldValue("token=\(server.admin); Authorization=\(server.admin)"))
            #expect(try await server.sendBare(request).refusal == Refused(status: 401, code: "token_missing"))
        }
    }

    @Test(
        "anything but one bearer token is malformed",
        arguments: ["Basic YWRhOng=", "Bearer", "Bearer ", "bearer a b", "slc_abc"]
    )
    func malformed(_ value: String) async throws {
        try await APIUnderTest.run { server in
            let answer = try await server.get("/api/v1/whoami", fields: [Self.bearer: try HTTPFieldValue(value)])
            #expect(answer.refusal == Refused(status: 401, code: "token_malformed"))
        }
    }

    @Test("a second Authorization field is refused, though one of them is good")
    func repeated() async throws {
        try await APIUnderTest.run { server in
            var fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(server.admin)")]
            fields.append(.authorization, "Bearer other")
            let answer = try await server.get("/api/v1/whoami", fields: fields)
            #expect(answer.refusal == Refused(status: 401, code: "token_malformed"))
        }
    }

    @Test("an unknown, an expired and a revoked token are told apart")
    func invalid() async throws {
        try await APIUnderTest.run { server in
            let issued = try await server.issuer.issue(
                to: "bob",
                scopes: [.read],
                account: server.account.id,
                lifetime: .seconds(60)
            )
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(issued.secret)")]
            #expect(try await server.get("/api/v1/whoami", fields: fields).status == 200)
            server.clock.advance(seconds: 60)
            let expired = try await server.get("/api/v1/whoami", fields: fields)
            #expect(expired.refusal == Refused(status: 401, code: "token_expired"))
            server.clock.advance(seconds: -60)
            try await server.issuer.revoke(issued.token.id, account: server.account.id)
            let revoked = try await server.get("/api/v1/whoami", fields: fields)
            #expect(revoked.refusal == Refused(status: 401, code: "token_revoked"))
            let unknown = try await server.get("/api/v1/whoami", fields: [.authorization: "Bearer slc_no"])
            #expect(unknown.refusal == Refused(status: 401, code: "token_unknown"))
            #expect(unknown.fields[.wwwAuthenticate]?.contains("invalid_token") == true)
        }
    }

    @Test("a scope that is missing is named")
    func scope() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let before = try await server.head()
            let cases: [(AccessToken.Scope, HTTPMethod, HTTPTarget, String)] = [
                (.read, .post, "/api/v1/workers/hello/deployments", "deploy"),
                (.upload, .post, "/api/v1/workers/hello/deployments", "deploy"),
                (.upload, .post, "/api/v1/workers/hello/rollback", "deploy"),
                (.upload, .put, "/api/v1/workers/hello/aliases/beta", "deploy"),
                (.deploy, .post, "/api/v1/workers/hello/versions", "upload"),
                (.deploy, .delete, "/api/v1/workers/hello", "admin"),
                (.deploy, .get, "/api/v1/tokens", "admin"),
                (.deploy, .get, "/api/v1/workers/hello/tail", "read-logs"),
                (.deploy, .post, "/api/v1/tokens", "admin"),
            ]
            for (held, method, target, needed) in cases {
                let secret = try await server.token([held])
                let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(secret)")]
                let answer = try await server.send(HTTPRequest(method, target, fields: fields))
                #expect(answer.refusal == Refused(status: 403, code: "scope_missing"), "\(method) \(target)")
                #expect(answer.problem?.detail.contains("this needs \(needed)") == true)
            }
            #expect(try await server.head() == before)
        }
    }

    @Test("an upload token cannot deploy, not even with the upload")
    func uploadTokenDeploys() async throws {
        try await APIUnderTest.run { server in
            let secret = try await server.token([.upload])
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(secret)")]
            let refused = try await server.upload(fields: fields)
            #expect(refused.refusal == Refused(status: 403, code: "scope_missing"))
            #expect(try await server.head() == 0)
            let form = TestForm(#"{"main":"index.js","create":true}"#)
            #expect(try await server.upload(form, fields: fields).status == 201)
        }
    }

    @Test("unknown paths are 404, known paths with another method 405 with Allow")
    func routing() async throws {
        try await APIUnderTest.run { server in
            let unknown = try await server.get("/api/v1/nowhere/at/all/really/no")
            #expect(unknown.refusal == Refused(status: 404, code: "route_not_found"))
            let method = try await server.change(.patch, "/api/v1/status")
            #expect(method.refusal == Refused(status: 405, code: "method_not_allowed"))
            #expect(method.fields[.allow] == "GET, HEAD")
        }
    }
}
