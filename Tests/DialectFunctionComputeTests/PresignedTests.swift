import ContentDigest
import FoundationEssentials
import HTTPModel
import ReleaseModel
import Testing

@testable import DialectFunctionCompute

@Suite("A presigned URL opens an HTTP trigger, for a while")
struct PresignedTests {
    private static let now = "2026-11-21T07:23:56Z"
    private static let nowSeconds = 1_795_245_836

    @Test(
        "until its time, which is at most seven days away",
        arguments: [
            (1, true), (3_600, true), (7 * 86_400, true), (7 * 86_400 + 1, false), (0, false), (-1, false),
        ]
    )
    func lifetime(seconds: Int, passes: Bool) async throws {
        let request = try Self.request(path: "/f/x", query: "b=2&a=1", expires: Self.nowSeconds + seconds)
        let refusal = await (try Signing.verifier(at: Self.now)).refusal(of: request, for: .trigger(prefix: ""))
        #expect(refusal == (passes ? nil : .accessDenied))
    }

    @Test("as often as one likes")
    func again() async throws {
        let request = try Self.request(path: "/f/x", query: "", expires: Self.nowSeconds + 60)
        let verifier = try Signing.verifier(at: Self.now)
        for _ in 0..<2 { #expect(await verifier.refusal(of: request, for: .trigger(prefix: "")) == nil) }
    }

    @Test(
        "with its own query, method and path alone, and without its signature given twice",
        arguments: [
            ("GET", "/f/x", "&c=3", FunctionComputeError.Code.signatureNotMatch),
            ("POST", "/f/x", "", .signatureNotMatch), ("GET", "/f/y", "", .signatureNotMatch),
            ("GET", "/f/x", "&x-fc-signature=AAAA", .invalidArgument),
            ("GET", "/f/x", "&x-fc-expires=1795345836", .invalidArgument),
            ("GET", "/f/x", "&x-fc-security-token=t", .invalidAccessKeyID),
        ]
    )
    func other(method: String, path: String, more: String, refusal: FunctionComputeError.Code) async throws {
        let signed = try Self.request(path: "/f/x", query: "a=1", expires: Self.nowSeconds + 60)
        let query = signed.target.rawQuery ?? ""
        let request = try HTTPRequest.received("\(method) \(path)?\(query)\(more)", [])
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: request, for: .trigger(prefix: "")) == refusal)
    }

    @Test("and no call of the API")
    func calls() async throws {
        let request = try Self.request(path: "/2016-08-15/services", query: "", expires: Self.nowSeconds + 60)
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: request) == .missingRequiredHeader)
    }

    @Test("whose time is a number", arguments: ["+1795245900", "1e9", "", "99999999999", "x"])
    func time(text: String) async throws {
        let request = try HTTPRequest.received(
            "GET /f?x-fc-access-key-id=testid&x-fc-expires=\(text.replacing("+", with: "%2B"))&x-fc-signature=AAAA",
            []
        )
        let verifier = try Signing.verifier(at: Self.now)
        #expect(await verifier.refusal(of: request, for: .trigger(prefix: "")) == .invalidArgument)
    }

    /// A URL as the vendor's clients sign it: the time in the place of the date, and all of the query but the signature.
    private static func request(path: String, query: String, expires: Int) throws -> HTTPRequest {
        let own = ["x-fc-access-key-id=\(Signing.id)", "x-fc-expires=\(expires)"]
        let items = query.split(separator: "&").map(String.init) + own
        let text = "GET\n\n\n\(expires)\n\(path)\n\(items.sorted().joined(separator: "\n"))"
        let code = Signing.base64(HMACSHA256.code(for: Array(text.utf8), key: Array(Signing.secret.utf8)))
        let all = items + ["x-fc-signature=\(PercentCoding.encode(code))"]
        return try .received("GET \(path)?\(all.joined(separator: "&"))", [])
    }
}
