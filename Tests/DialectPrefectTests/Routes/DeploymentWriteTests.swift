import HTTPModel
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
}
