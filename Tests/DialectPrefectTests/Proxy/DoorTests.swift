import FoundationEssentials
import HTTPModel
import ReleaseCore
import SocketTesting
import Testing

@testable import DialectPrefect

@Suite("The door of the Prefect listener", .timeLimit(.minutes(1)))
struct DoorTests {
    private static let ok: ScriptedUpstream.Script = { conversation in
        while true {
            try conversation.request()
            try conversation.answer("200 OK", "")
        }
    }

    private static let guarded = ProxyUnderTest.Settings.with {
        $0.credential = UpstreamCredential(authString: "admin:secret")
    }

    /// `admin:secret` in base64.
    private static let own = "Authorization: Basic YWRtaW46c2VjcmV0"

    struct Foreign: Sendable {
        let fields: String
        let status: Int
        let code: String
    }

    static let foreign: [Foreign] = [
        Foreign(fields: "Host: evil.test\r\n", status: 421, code: "foreign_host"),
        Foreign(fields: "Host: 127.0.0.1:1\r\n", status: 421, code: "foreign_host"),
        Foreign(fields: "Host: HOST\r\nOrigin: http://evil.test\r\n", status: 403, code: "foreign_origin"),
        Foreign(fields: "Host: HOST\r\nOrigin: http://127.0.0.1:1\r\n", status: 403, code: "foreign_origin"),
        Foreign(fields: "Host: HOST\r\nOrigin: null\r\n", status: 403, code: "foreign_origin"),
        Foreign(fields: "Host: HOST\r\nSec-Fetch-Site: cross-site\r\n", status: 403, code: "cross_site"),
        Foreign(fields: "Host: HOST\r\nSec-Fetch-Site: same-site\r\n", status: 403, code: "cross_site"),
    ]

    @Test(
        "is shut to other hosts and other sites, for requests and WebSockets alike",
        arguments: foreign,
        [false, true]
    )
    func shut(foreign: Foreign, isSocket: Bool) async throws {
        try await ProxyUnderTest.run(script: Self.ok) { proxy in
            let fields = foreign.fields.replacing("HOST", with: proxy.host)
            let answer = try await proxy.answer(
                to: isSocket
                    ? "GET /api/events/in HTTP/1.1\r\n\(fields)\(SocketPassageTests.handshake)\r\n"
                    : "POST /api/deployments/ HTTP/1.1\r\n\(fields)Content-Length: 2\r\n\r\n{}"
            )
            let document = JSONValue(Array(answer.body.utf8))
            #expect(answer.status == foreign.status && document?["code"] == .string(foreign.code))
            #expect(document?["detail"]?.string != nil && answer.field("access-control-allow-origin") == nil)
            #expect(proxy.upstream.requests.isEmpty)
        }
    }

    @Test("is open to the server's own pages and to programs, which send no origin")
    func own() async throws {
        try await ProxyUnderTest.run(script: Self.ok) { proxy in
            let page = "Origin: http://\(proxy.host)\r\nSec-Fetch-Site: same-origin\r\n"
            #expect(try await proxy.answer("POST", "/api/flows/filter", fields: page, body: "{}").status == 200)
            let program = try await proxy.answer("POST", "/api/flows/filter", body: "{}")
            #expect(program.status == 200)
        }
    }

    @Test(
        "takes a token of ours however a client brings it, and sends our own credential in its place",
        arguments: [
            "Bearer TOKEN", "bearer TOKEN", "TOKEN", "Basic PLAIN", "Basic PASSWORD", "Basic  TOKEN", "Bearer\tTOKEN",
            "Basic\t PASSWORD", "Basic PASSWORD more", "Bearer \"TOKEN\"", "Bearer TOKEN,", "Bearer\u{A0}TOKEN",
        ]
    )
    func replaces(value: String) async throws {
        try await ProxyUnderTest.run(Self.guarded, script: Self.ok) { proxy in
            let token = try await proxy.token(.deploy)
            let encoded = { (text: String) in Data(text.utf8).base64EncodedString() }
            let field = value.replacing("TOKEN", with: token).replacing("PLAIN", with: encoded(token))
                .replacing("PASSWORD", with: encoded("anyone:\(token)"))
            let answer = try await proxy.answer(
                "PATCH",
                "/api/deployments/x",
                fields: "A: 1\r\nAuthorization: \(field)\r\nB: 2\r\n",
                body: "{}"
            )
            #expect(answer.status == 200)
            let request = try #require(proxy.upstream.requests.first)
            #expect(request.fieldLines.dropFirst().prefix(3) == ["A: 1", Self.own, "B: 2"])
            #expect(!request.contains(token))
        }
    }

    @Test("sends no credential to a server that wants none")
    func withoutCredential() async throws {
        try await ProxyUnderTest.run(script: Self.ok) { proxy in
            let fields = "Authorization: Bearer \(try await proxy.token(.read))\r\n"
            #expect(try await proxy.answer("GET", "/api/health", fields: fields).status == 200)
            #expect(proxy.upstream.requests.allSatisfy { !$0.lowercased().contains("authorization") })
        }
    }

    @Test(
        "lends our credential to nobody else",
        arguments: [
            "", "Authorization: Basic YTpi\r\n", "Authorization: Bearer pnu_abc\r\n", "Authorization: x\r\n",
        ]
    )
    func otherCredentials(fields: String) async throws {
        try await ProxyUnderTest.run(Self.guarded, script: Self.ok) { proxy in
            let answer = try await proxy.answer("GET", "/api/flows/x", fields: fields)
            #expect(answer.status == 200)
            let lines = proxy.upstream.requests.first?.fieldLines.filter { $0.hasPrefix("Authorization") }
            #expect(lines == fields.split(separator: "\r\n").map(String.init))
        }
    }

    struct Refusal: Sendable {
        let scopes: Set<AccessToken.Scope>
        let request: String
        let status: Int
    }

    static let scopes: [Refusal] = [
        Refusal(scopes: [.read], request: "GET /api/flows/x", status: 200),
        Refusal(scopes: [.upload], request: "POST /api/flows/filter", status: 200),
        Refusal(scopes: [.read], request: "POST /api/flow_runs/history", status: 200),
        Refusal(scopes: [.read], request: "POST /api/events/count-by/day", status: 200),
        Refusal(scopes: [.read], request: "POST /api/deployments/", status: 403),
        Refusal(scopes: [.upload], request: "POST /api/deployments/x/create_flow_run", status: 403),
        Refusal(scopes: [.read], request: "POST /api/deployments/get_scheduled_flow_runs", status: 403),
        Refusal(scopes: [.read], request: "POST /api/deployments%2Ffilter", status: 200),
        Refusal(scopes: [.read], request: "POST /api/work_pools/count-by/get_scheduled_flow_runs", status: 403),
        Refusal(scopes: [.read], request: "GET /api/block_documents/x?include_secrets=true", status: 403),
        Refusal(scopes: [.deploy], request: "GET /api/block_documents/x?include_secrets=true", status: 200),
        Refusal(scopes: [.read], request: "DELETE /api/deployments/filter", status: 403),
        Refusal(scopes: [.deploy], request: "DELETE /api/deployments/x", status: 200),
        Refusal(scopes: [.admin], request: "PATCH /api/deployments/x", status: 200),
    ]

    @Test("lets a token do what its scopes allow", arguments: scopes)
    func scope(refusal: Refusal) async throws {
        try await ProxyUnderTest.run(Self.guarded, script: Self.ok) { proxy in
            let secret = try await proxy.issuer.issue(to: "ada", scopes: refusal.scopes, account: proxy.account).secret
            let words = refusal.request.split(separator: " ").map(String.init)
            let fields = "Authorization: Bearer \(secret)\r\n"
            let answer = try await proxy.answer(words[0], words[1], fields: fields)
            #expect(answer.status == refusal.status)
            #expect(proxy.upstream.requests.count == (refusal.status == 200 ? 1 : 0))
        }
    }

    @Test("refuses a token that is unknown, revoked, expired or another account's, whatever else the server would say")
    func invalid() async throws {
        try await ProxyUnderTest.run(Self.guarded, script: Self.ok) { proxy in
            let issuer = proxy.issuer
            let (_, foreign) = try await issuer.openAccount("other", for: "eve")
            let revoked = try await issuer.issue(to: "ada", scopes: [.deploy], account: proxy.account)
            try await issuer.revoke(revoked.token.id, account: proxy.account)
            let expired = try await issuer.issue(
                to: "ada",
                scopes: [.deploy],
                account: proxy.account,
                lifetime: .zero
            )
            for secret in ["slc_unknown", foreign.secret, revoked.secret, expired.secret] {
                let fields = "Authorization: Bearer \(secret)\r\n"
                let answer = try await proxy.answer("GET", "/api/flows/x", fields: fields)
                #expect(answer.status == 401 && answer.body.contains("token_invalid"))
                #expect(answer.field("www-authenticate") == "Bearer" && answer.body.contains("`sluice token create`"))
            }
            let valid = try await proxy.token(.deploy)
            let twice = "Authorization: Basic YTpi\r\nAuthorization: Bearer \(valid)\r\n"
            #expect(try await proxy.answer("GET", "/api/flows/x", fields: twice).status == 401)
            #expect(proxy.upstream.requests.isEmpty)
        }
    }

    @Test("can be shut to all who bring no token of ours")
    func policy() async throws {
        var settings = Self.guarded
        settings.policy = .token
        try await ProxyUnderTest.run(settings, script: Self.ok) { proxy in
            for fields in ["", "Authorization: Basic YWRtaW46c2VjcmV0\r\n"] {
                let answer = try await proxy.answer("GET", "/api/flows/x", fields: fields)
                #expect(answer.status == 401 && answer.body.contains("token_required"))
            }
            #expect(proxy.upstream.requests.isEmpty)
            let fields = "Authorization: Bearer \(try await proxy.token(.read))\r\n"
            #expect(try await proxy.answer("GET", "/api/flows/x", fields: fields).status == 200)
        }
    }

    @Test("says who it was that it let in")
    func actor() async throws {
        try await ProxyUnderTest.run(script: Self.ok) { proxy in
            let door = proxy.door
            var request = HTTPRequest(.post, "/api/deployments/", authority: proxy.host)
            let anonymous = try await door.admit(request)
            #expect(anonymous.actor == "anonymous" && anonymous.identity == .client(authorization: nil))
            request.fields.set(.authorization, to: "Basic YTpi")
            #expect(try await door.admit(request).identity == .client(authorization: "Basic YTpi"))
            let secret = try await proxy.token(.deploy, of: "grace")
            request.fields.set(.authorization, to: HTTPFieldValue(stringLiteral: "Bearer \(secret)"))
            let grace = try await door.admit(request)
            #expect(grace.actor == "grace" && grace.identity == .sluice)
        }
    }
}
