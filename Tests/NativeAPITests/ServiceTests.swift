import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import Testing

@Suite("Services are published, pointed at and cleaned up as workers are", .timeLimit(.minutes(1)))
struct ServiceTests {
    private static let service = "/api/v1/services/greetings"
    private static let draft: HTTPTarget = "/api/v1/services/greetings/draft"
    private static let publish: HTTPTarget = "/api/v1/services/greetings/draft/publish"
    private static let alias: HTTPTarget = "/api/v1/services/greetings/aliases/prod"

    private static func shares(_ shares: (String, String)...) -> String {
        let items = shares.map { #"{"version":"\#($0)","percentage":"\#($1)"}"# }
        return #"{"shares":[\#(items.joined(separator: ","))]}"#
    }

    @Test("a draft says what it consists of, and what really runs it")
    func draft() async throws {
        try await APIUnderTest.run { server in
            try await server.saveService(code: "one")
            let answer = try await server.get(Self.draft)
            #expect(answer.fields[.eTag] == "\"1\"")
            let draft = try answer.decode(WireDraft.self)
            #expect(draft.version == nil)
            #expect(draft.savedAt == "2027-01-15T08:00:00.123Z")
            #expect(draft.functions.map(\.name) == ["greet", "old"])
            #expect(draft.functions.map(\.runtime) == ["python3.10", "java8"])
            #expect(draft.functions.map(\.engine) == ["Python 3.11.2", nil])
            #expect(draft.functions.map(\.codeSize) == [3, 3])
            #expect(draft.functions[0].bindings == [WireBinding(name: "GREETING", type: "plain_text", text: "hi")])
        }
    }

    @Test(
        "what runs a function is named as far as it is known",
        arguments: [
            (.example(functions: .example(engine: .example(release: nil))), "python"),
            (.example(functions: .example(engine: .example(missing: "it is not installed"))), nil),
            (.example(functions: nil), "python"), (.example(isThere: false), "python"),
        ] as [(DataPlaneView, String?)]
    )
    func engines(data: DataPlaneView, name: String?) async throws {
        try await APIUnderTest.run(dataPlane: data) { server in
            try await server.saveService(code: "one")
            let draft = try await server.get(Self.draft).decode(WireDraft.self)
            #expect(draft.functions.first?.engine == name)
        }
    }

    @Test("a draft is published once as it is, with If-Match and once per key")
    func publishing() async throws {
        try await APIUnderTest.run { server in
            try await server.saveService(code: "one")
            let stale = try await server.change(.post, Self.publish, "{}", fields: [.ifMatch: "\"0\""])
            #expect(stale.refusal == Refused(status: 412, code: "precondition_failed"))
            let fields: HTTPFields = [.ifMatch: "\"1\"", .idempotencyKey: "k"]
            let body = #"{"message":"first"}"#
            let answer = try await server.change(.post, Self.publish, body, fields: fields)
            #expect(answer.status == 201)
            let version = try answer.decode(WirePublishResult.self).version
            #expect(version.number == 1)
            #expect(version.message == "first")
            #expect(version.author == "ada")
            #expect(answer.fields[.eTag] == "\"2\"")
            let again = try await server.change(.post, Self.publish, body, fields: fields)
            #expect(again.body == answer.body)
            #expect(try await server.head() == 2)
            let unchanged = try await server.change(.post, Self.publish)
            #expect(unchanged.refusal == Refused(status: 409, code: "draft_unchanged"))
            let draft = try await server.get(Self.draft).decode(WireDraft.self)
            #expect(draft.version == 1)
            #expect(draft.snapshot == version.snapshot)
            try await server.saveService(code: "two")
            #expect(try await server.get(Self.draft).decode(WireDraft.self).version == nil)
        }
    }

    @Test("who has no draft has none to read or publish, and publishing needs the scope upload")
    func refused() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            try await server.saveService(code: "one")
            let missing = Refused(status: 404, code: "draft_not_found")
            #expect(try await server.get("/api/v1/workers/hello/draft").refusal == missing)
            #expect(try await server.change(.post, "/api/v1/workers/hello/draft/publish").refusal == missing)
            let token = try await server.token([.deploy])
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(token)")]
            let refused = try await server.change(.post, Self.publish, fields: fields)
            #expect(refused.refusal == Refused(status: 403, code: "scope_missing"))
            let unknown = try await server.change(.post, Self.publish, #"{"description":"x"}"#)
            #expect(unknown.refusal == Refused(status: 422, code: "field_unknown"))
            let text = String(repeating: "x", count: 1_001)
            let long = try await server.change(.post, Self.publish, #"{"message":"\#(text)"}"#)
            #expect(long.refusal == Refused(status: 422, code: "text_too_long"))
        }
    }

    @Test("a version shows the functions it was published with")
    func content() async throws {
        try await APIUnderTest.run { server in
            try await server.publishServices(1)
            try await server.saveService(code: "another draft")
            let detail = try await server.get("/api/v1/services/greetings/versions/1").decode(WireVersionDetail.self)
            let content = try #require(detail.content)
            #expect(content.main == nil)
            #expect(content.modules.isEmpty)
            #expect(content.functions?.map(\.codeSize) == [6, 6])
            #expect(content.functions?.map(\.engine) == ["Python 3.11.2", nil])
            _ = try await server.upload()
            let worker = try await server.get("/api/v1/workers/hello/versions/1").decode(WireVersionDetail.self)
            #expect(worker.content?.functions == nil)
        }
    }

    @Test("an alias leads to two versions at most, or to the draft alone")
    func aliases() async throws {
        try await APIUnderTest.run { server in
            try await server.publishServices(3)
            let cases: [(String, Int, String?)] = [
                (Self.shares(("LATEST", "100")), 201, nil),
                (Self.shares(("1", "90"), ("2", "10")), 200, nil),
                (Self.shares(("1", "80"), ("2", "10"), ("3", "10")), 422, "split_versions_too_many"),
                (Self.shares(("1", "90"), ("LATEST", "10")), 422, "split_head_shared"),
                (Self.shares(("LATEST", "90")), 422, "split_sum_off"),
                (Self.shares(("LATEST", "much")), 422, "percentage_invalid"),
            ]
            for (body, status, code) in cases {
                let answer = try await server.change(.put, Self.alias, body)
                #expect(answer.status == status, "\(body)")
                #expect(answer.problem?.code == code)
            }
            _ = try await server.upload()
            let worker = try await server.change(
                .put,
                "/api/v1/workers/hello/aliases/beta",
                Self.shares(("LATEST", "100"))
            )
            #expect(worker.refusal == Refused(status: 400, code: "version_reference_invalid"))
        }
    }

    @Test("an alias's history is listed and gone back in, the draft by its word")
    func history() async throws {
        try await APIUnderTest.run { server in
            try await server.publishServices(2)
            for body in [
                Self.shares(("LATEST", "100")), Self.shares(("1", "100")), Self.shares(("1", "90"), ("2", "10")),
            ] {
                _ = try await server.change(.put, Self.alias, body)
            }
            let list = try await server.get("/api/v1/services/greetings/deployments?alias=prod")
            let deployments = try list.decode(WireList<WireDeployment>.self).items
            #expect(deployments.map(\.sequence) == [3, 2, 1])
            #expect(deployments[2].shares == [WireShare(version: 0, versionId: "LATEST", percentage: "100")])
            let plan = try await server.get("/api/v1/services/greetings/rollback?alias=prod")
            #expect(try plan.decode(WireRollbackPlan.self).shares.map(\.version) == [1])
            let rollback = try await server.change(
                .post,
                "/api/v1/services/greetings/rollback",
                #"{"alias":"prod"}"#
            )
            #expect(try rollback.decode(WireDeploymentResult.self).deployment.restores == deployments[1].id)
            let version = try await server.get("/api/v1/services/greetings/versions/1").decode(WireVersionDetail.self)
            #expect(version.version.serving == ["prod": "100"])
            let unnamed = try await server.get("/api/v1/services/greetings/deployments")
            #expect(unnamed.refusal == Refused(status: 400, code: "query_invalid"))
        }
    }

    @Test("a version in use is deleted only where that is asked for, and its number stays taken")
    func deletion() async throws {
        try await APIUnderTest.run { server in
            try await server.publishServices(2)
            _ = try await server.change(.put, Self.alias, Self.shares(("1", "90"), ("2", "10")))
            let version: HTTPTarget = "/api/v1/services/greetings/versions/2"
            let refused = try await server.change(.delete, version)
            #expect(refused.refusal == Refused(status: 409, code: "version_in_use"))
            #expect(refused.problem?.candidates == ["alias prod (deployment 1)"])
            let forced = try await server.change(.delete, "/api/v1/services/greetings/versions/2?policy=dangle")
            #expect(forced.status == 200)
            #expect(try await server.get(version).decode(WireVersionDetail.self).content == nil)
            let next = try await server.change(.post, Self.publish)
            #expect(try next.decode(WirePublishResult.self).version.number == 3)
        }
    }
}
