import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@Suite("A workload's access token is told once", .timeLimit(.minutes(1)))
struct AccessTokenTests {
    private static let target: HTTPTarget = "/api/v1/workers/hello/access-token"
    private static let setting: HTTPTarget = "/api/v1/workers/hello/settings/access-token"

    @Test("and what the gateway knows of it is its hash, until another one or none takes its place")
    func life() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            func known() async throws -> [Digest?] {
                try await server.store.routes(changedAfter: nil).changed.map(\.settings.accessToken)
            }
            func shown() async throws -> String {
                try await server.get(Self.setting).decode(WireSetting.self).value
            }
            #expect(try await known() == [nil])
            #expect(try await shown() == "none")

            let answer = try await server.change(.post, Self.target)
            #expect(answer.status == 201)
            let made = try answer.decode(WireAccessToken.self)
            #expect(made.workload == "hello")
            #expect(made.secret.hasPrefix("sla_") && made.secret.utf8.count == 47)
            #expect(made.commit.revision == 2)
            #expect(try await known() == [TokenSecret.hash(of: made.secret)])
            #expect(try await shown() == "set")

            let other = try await server.change(.post, Self.target).decode(WireAccessToken.self)
            #expect(other.secret != made.secret)
            #expect(try await known() == [TokenSecret.hash(of: other.secret)])

            #expect(try await server.change(.delete, Self.target).status == 200)
            #expect(try await known() == [nil])
            #expect(try await shown() == "none")
        }
    }

    @Test("and neither lists nor repeats tell it again, nor its hash")
    func isNotTold() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let fields: HTTPFields = [.idempotencyKey: "once"]
            let first = try await server.change(.post, Self.target, fields: fields)
            let secret = try first.decode(WireAccessToken.self).secret
            let head = try await server.head()
            let second = try await server.change(.post, Self.target, fields: fields)
            #expect(second.refusal == Refused(status: 409, code: "already_carried_out"))
            #expect(try await server.head() == head)
            for target in ["settings", "settings/access-token", "", "versions", "deployments"] {
                let text = try await server.get(try HTTPTarget("/api/v1/workers/hello/\(target)")).text
                #expect(!text.contains(secret) && !text.contains(TokenSecret.hash(of: secret).hex), "\(target)")
            }
        }
    }

    @Test("is made for a workload that there is, by who may deploy, and is no setting that one writes")
    func isRefused() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let head = try await server.head()
            for scope in [AccessToken.Scope.read, .upload] {
                let fields: HTTPFields = [
                    .authorization: try HTTPFieldValue("Bearer \(try await server.token([scope]))")
                ]
                for method in [HTTPMethod.post, .delete] {
                    let answer = try await server.change(method, Self.target, fields: fields)
                    #expect(answer.refusal == Refused(status: 403, code: "scope_missing"))
                }
            }
            let nobody = try await server.change(.post, "/api/v1/workers/nobody/access-token")
            #expect(nobody.refusal == Refused(status: 404, code: "workload_not_found"))
            let written = try await server.change(.put, Self.setting, #"{"value":"0"}"#)
            #expect(written.refusal == Refused(status: 404, code: "setting_unknown"))
            let stale = try await server.change(.post, Self.target, fields: [.ifMatch: "\"0\""])
            #expect(stale.refusal == Refused(status: 412, code: "precondition_failed"))
            #expect(try await server.head() == head)
        }
    }

    @Test("opens nothing of the API")
    func isNoBearer() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let secret = try await server.change(.post, Self.target).decode(WireAccessToken.self).secret
            let fields: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(secret)")]
            let answer = try await server.get("/api/v1/workers/hello", fields: fields)
            #expect(answer.status == 401)
        }
    }
}
