import HTTPModel
import Testing

@testable import DialectCloudflare

@Suite("Cloudflare's API answers as its golden files say")
struct CloudflareTests {
    @Test("request by request", .timeLimit(.minutes(1)), arguments: try Story.all(of: "cloudflare"))
    func tell(_ name: String) async throws {
        try await Stage.run { try await Story.tell(name, on: $0) }
    }

    @Test("every operation that is there is told of, and every one is once told to be done")
    func tellAll() throws {
        let router = CloudflareAPI.table.router
        let operations = try ToldOperations(of: "cloudflare", in: router, prefix: EndpointTable.prefix)
        #expect(operations.missing == [], "never told")
        #expect(operations.neverDone.subtracting(Self.refusing) == [], "never done")
    }

    /// Operations that have no other answer than a refusal.
    private static let refusing: Set = ["GET /client/v4/accounts/{account}/workers/subdomains/{name}"]
}
