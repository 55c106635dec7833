import HTTPModel
import NativeWire
import ReleaseCore
import Testing

@Suite("A change that expects something else is refused", .timeLimit(.minutes(1)))
struct PreconditionTests {
    private static let setting: HTTPTarget = "/api/v1/workers/hello/settings/previews"

    @Test("the ETag that was read lets exactly one change through")
    func ifMatch() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let eTag = try #require(try await server.get("/api/v1/workers/hello").fields[.eTag])
            let fields: HTTPFields = [.ifMatch: try HTTPFieldValue(eTag)]
            let first = try await server.change(.put, Self.setting, #"{"value":"off"}"#, fields: fields)
            #expect(first.status == 200)
            let second = try await server.change(.put, Self.setting, #"{"value":"on"}"#, fields: fields)
            #expect(second.refusal == Refused(status: 412, code: "precondition_failed"))
            let next = try #require(first.fields[.eTag])
            let third = try await server.change(
                .put,
                Self.setting,
                #"{"value":"on"}"#,
                fields: [.ifMatch: try HTTPFieldValue(next)]
            )
            #expect(third.status == 200)
        }
    }

    @Test("every read of a workload carries the same ETag")
    func eTags() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            _ = try await server.upload(to: "other")
            let targets: [HTTPTarget] = [
                "/api/v1/workers/hello", "/api/v1/workers/hello/versions", "/api/v1/workers/hello/versions/1",
                "/api/v1/workers/hello/versions/1/files/index.js", "/api/v1/workers/hello/diff?from=1&to=1",
                "/api/v1/workers/hello/deployments", "/api/v1/workers/hello/aliases",
                "/api/v1/workers/hello/aliases/production", "/api/v1/workers/hello/settings",
                "/api/v1/workers/hello/settings/previews",
            ]
            for target in targets {
                let answer = try await server.get(target)
                #expect(answer.fields[.eTag] == "\"1\"", "\(target)")
                #expect(answer.fields["Sluice-Revision"] == "2")
            }
        }
    }

    @Test("a malformed If-Match is 400, not passed over")
    func malformed() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            for target in [Self.setting, "/api/v1/workers/hello/aliases/beta"] {
                let answer = try await server.change(.put, target, #"{"value":"off"}"#, fields: [.ifMatch: "1"])
                #expect(answer.refusal?.code == (target == Self.setting ? "if_match_invalid" : "field_unknown"))
            }
            let upload = try await server.upload(fields: [.ifMatch: "W/\"1\""])
            #expect(upload.refusal == Refused(status: 400, code: "if_match_invalid"))
            let token = try await server.change(
                .post,
                "/api/v1/tokens",
                #"{"owner":"x","scopes":["read"]}"#,
                fields: [.ifMatch: "\"1\""]
            )
            #expect(token.refusal == Refused(status: 400, code: "if_match_invalid"))
        }
    }

    @Test("a star asks for a worker that exists, and keeps an upload from creating one")
    func star() async throws {
        try await APIUnderTest.run { server in
            let creating = try await server.upload(fields: [.ifMatch: "*"])
            #expect(creating.refusal == Refused(status: 412, code: "precondition_failed"))
            #expect(try await server.head() == 0)
            _ = try await server.upload()
            #expect(try await server.upload(fields: [.ifMatch: "*"]).status == 201)
        }
    }
}
