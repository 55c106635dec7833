import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@testable import DialectPrefect

@Suite("A write to a deployment through Sluice", .timeLimit(.minutes(1)))
struct DeploymentWriteTests {
    private static let path = SmallPrefect.path

    @Test(
        "makes no version of what no version has, and is carried out",
        arguments: [
            #"{"paused":true}"#, #"{"paused":false,"schedules":[]}"#, #"{"concurrency_limit":3}"#,
            #"{"concurrency_options":{"collision_strategy":"ENQUEUE"}}"#, #"{"global_concurrency_limit_id":null}"#,
        ]
    )
    func unversioned(body: String) async throws {
        try await APIUnderTest.run { test async throws in
            _ = try await test.ask(.get, Self.path)
            let head = try await test.store.head()
            #expect(try await test.ask(.patch, Self.path, body).status == .noContent)
            #expect(test.upstream.requests.last { $0.hasPrefix("PATCH") }?.hasSuffix(body) == true)
            #expect(try await test.store.head() == head)
            #expect(try await test.versions() == [#""one""#])
        }
    }

    @Test("makes one of what a version has, even if it says the same, and whatever else it says")
    func versioned() async throws {
        try await APIUnderTest.run { test async throws in
            for body in [#"{"description":"one"}"#, #"{"paused":true,"description":"two"}"#] {
                #expect(try await test.ask(.patch, Self.path, body).status == .noContent)
            }
            #expect(try await test.versions() == [#""one""#, #""one""#, #""two""#])
            #expect(try await test.live() == 3)
        }
    }

    @Test("is seen however its path is spelled, as the server decodes all of it before it looks for slashes")
    func spelledPath() async throws {
        try await APIUnderTest.run { test async throws in
            let path = Self.path.replacing("/deployments/", with: "/deployments%2F")
            #expect(try await test.ask(.patch, path, #"{"description":"two"}"#).status == .noContent)
            #expect(test.prefect.description == "two")
            #expect(try await test.versions() == [#""one""#, #""two""#])
        }
    }

    @Test(
        "is refused where Sluice cannot read it, although Python might",
        arguments: ["\u{FEFF}{\"description\":\"two\"}", #"{"parameters":{"x":NaN}}"#, ""]
    )
    func unreadable(body: String) async throws {
        try await APIUnderTest.run { test async throws in
            var places: [(HTTPMethod, String)] = [(.patch, Self.path), (.post, "/api/deployments/")]
            if !body.isEmpty { places += [(.post, "/api/deployments/bulk_delete"), (.post, "/api/flows/bulk_delete")] }
            for (method, path) in places {
                let reply = try await test.ask(method, path, body)
                #expect(reply.status == .unprocessableContent && reply.json?["code"]?.string == "body_unreadable")
            }
            #expect(test.upstream.requests.isEmpty)
        }
    }

    @Test("has no history under a name to which no path leads")
    func dots() async throws {
        try await APIUnderTest.run { test in
            for name in ["etl/.", "etl/..", "./a", "../a"] { #expect(test.api.names.workloadName(name) == nil) }
            #expect(test.api.names.workloadName("etl/...") != nil)
        }
    }

    @Test("is told to try again where too much is sent at once")
    func budget() async throws {
        let budget = BodyBudget(limit: 7)
        let refusal = await #expect(throws: BodyBudget.Exhausted.self) {
            try await budget.reserving(for: .text("abcdefgh"), upTo: 8) {}
        }
        let answer = try PrefectError(#require(refusal))
        #expect(answer.status == HTTPStatus.serviceUnavailable && answer.code == "bodies_exhausted")
        #expect(PrefectAPI.writeLimit <= PrefectAPI.bodiesLimit)
    }
}
