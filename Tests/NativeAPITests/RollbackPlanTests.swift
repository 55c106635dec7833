import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@Suite("A rollback can be looked at before it is made", .timeLimit(.minutes(1)))
struct RollbackPlanTests {
    private static let rollback: HTTPTarget = "/api/v1/workers/hello/rollback"

    /// Versions 1 and 2, and three deployments: 1, then 1@90 2@10, then 2.
    private static func seed(_ server: APIUnderTest) async throws {
        #expect(try await server.upload().status == 201)
        let code = "export default { fetch() { return new Response('2') } }"
        #expect(try await server.upload(TestForm(#"{"main":"index.js"}"#, code: code)).status == 201)
        for shares in [
            #"[{"version":"1","percentage":"90"},{"version":"2","percentage":"10"}]"#,
            #"[{"version":"2","percentage":"100"}]"#,
        ] {
            let answer = try await server.change(
                .post,
                "/api/v1/workers/hello/deployments",
                "{\"shares\":\(shares)}"
            )
            #expect(answer.status == 201)
        }
    }

    @Test("the plan is what the rollback then does, and making it changes nothing")
    func plan() async throws {
        try await APIUnderTest.run { server in
            try await Self.seed(server)
            let list = try await server.get("/api/v1/workers/hello/deployments")
                .decode(WireList<WireDeployment>.self)
            let split = try #require(list.items.first { $0.sequence == 2 })
            let head = try await server.head()
            for query in ["", "?alias=production", "?version=1"] {
                let plan = try await server.get(try HTTPTarget("\(Self.rollback)\(query)")).decode(
                    WireRollbackPlan.self
                )
                #expect(plan.alias == "production")
                #expect(plan.shares.map(\.version) == [1])
                #expect(plan.restores?.sequence == 1)
            }
            let plan = try await server.get(try HTTPTarget("\(Self.rollback)?deployment=\(split.id)"))
                .decode(WireRollbackPlan.self)
            #expect(plan.shares == split.shares)
            #expect(plan.restores?.id == split.id)
            #expect(try await server.head() == head)
            let done = try await server.change(.post, Self.rollback).decode(WireDeploymentResult.self)
            #expect(done.deployment.shares.map(\.version) == [1])
            #expect(done.deployment.restores == list.items.last?.id)
        }
    }

    @Test(
        "what could not be rolled back to has no plan either",
        arguments: [
            ("?version=2", 409, "already_in_force"), ("?version=9", 404, "version_not_found"),
            ("?version=v9", 400, "version_reference_invalid"), ("?deployment=0f8fad5b", 404, "deployment_not_found"),
            ("?version=1&deployment=0f8fad5b", 422, "field_invalid"), ("?alias=beta", 404, "alias_not_found"),
            ("?alias=no%20alias", 422, "name_invalid"),
        ]
    )
    func refuses(query: String, status: Int, code: String) async throws {
        try await APIUnderTest.run { server in
            try await Self.seed(server)
            let answer = try await server.get(try HTTPTarget("\(Self.rollback)\(query)"))
            #expect(answer.refusal == Refused(status: status, code: code))
        }
    }

    @Test("whoever another door has let in needs no token, and has no more rights than the one that was shown there")
    func otherDoor() async throws {
        try await APIUnderTest.run { server in
            try await Self.seed(server)
            let token = try await server.issuer.issue(to: "ria", scopes: [.read], account: server.account.id).token
            let read = await server.api.handle(HTTPRequest(.get, "/api/v1/workers/hello"), as: token)
            #expect(read.status == .ok)
            let change = await server.api.handle(HTTPRequest(.post, Self.rollback), as: token)
            #expect(change.status == .forbidden)
        }
    }
}
