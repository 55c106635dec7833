import FoundationEssentials
import HTTPModel
import ReleaseCore
import Testing

@testable import DialectFunctionCompute

@Suite("A signature of version 3 is good for one request, once")
struct Version3Tests {
    private static let now = Version3Example.date

    @Test(
        "whose query is in any order and spelling",
        arguments: [
            ("/s?b=2&a=1", "a=1&b=2"),
            ("/s?prefix=a+b%2Fc", "prefix=a%20b%2Fc"),
            ("/s?e=&d", "d=&e="),
            ("/s?d&e=", "d=&e="),
            ("/s?tag_a%20b=%C3%A9", "tag_a b=%C3%A9"),
            ("/s?tag_a%20b=%C3%A9", "tag_a%20b=%C3%A9"),
            ("/s?i.1=a&i.2=b", "i.1=a&i.2=b"),
            ("/s", ""),
        ]
    )
    func queries(target: String, query: String) async throws {
        let request = try Version3Example(target: target, query: query).request()
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: request) == nil)
    }

    @Test(
        "whose query is what was signed",
        arguments: [
            ("/s?b=2&a=1", "a=1"),
            ("/s?a=1", "a=1&b=2"),
            // One item that looks like two.
            ("/s?a%3D1%26b=2", "a=1&b=2"),
        ]
    )
    func otherQueries(target: String, query: String) async throws {
        let request = try Version3Example(target: target, query: query).request()
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: request) == .signatureNotMatch)
    }

    @Test("that names exactly its signed fields, more than once or not, and need not name the others")
    func fields() async throws {
        var example = Version3Example(fields: ["accept: b", "Accept: a", "User-Agent: x"])
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: try example.request()) == nil)
        example.signed.append("accept")
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: try example.request()) == nil)
        example.signed.append("if-match")
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: try example.request()) == .missingRequiredHeader)
    }

    @Test(
        "that covers host, date, nonce and body",
        arguments: [
            "host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce",
        ]
    )
    func uncovered(name: String) async throws {
        var example = Version3Example()
        example.signed.removeAll { $0 == name }
        let verifier = try Signing.verifier(at: Self.now)
        #expect(await verifier.refusal(of: try example.request()) == .missingRequiredHeader)
    }

    @Test("at the host that was signed")
    func host() async throws {
        var request = try Version3Example().request()
        request.authority = "127.0.0.1:18932"
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: request) == .signatureNotMatch)
    }

    @Test("with the body that was signed")
    func body() async throws {
        let request = try Version3Example(body: Array("one".utf8)).request()
        let verifier = try Signing.verifier(at: Self.now)
        let verified = try await verifier.verify(SignedRequest(request, for: .call))
        #expect(throws: SignatureRefusal.self) { try verified.principal(sending: .init(sha256: Array("two".utf8))) }
        #expect(throws: SignatureRefusal.self) { try verified.principal(sending: nil) }
        #expect(try verified.principal(sending: .init(sha256: Array("one".utf8))).owner == "anna")
    }

    @Test("and whose nonce is refused from then on, for as long as the request would be in time")
    func replay() async throws {
        let verifier = try Signing.verifier(at: Self.now)
        let request = try Version3Example().request()
        #expect(await verifier.refusal(of: request) == nil)
        #expect(await verifier.refusal(of: request) == .accessDenied)
        let other = try Version3Example(nonce: "another").request()
        #expect(await verifier.refusal(of: other) == nil)
    }

    @Test("though a request that is refused uses up no nonce")
    func nonceOfRefused() async throws {
        let verifier = try Signing.verifier(at: Self.now)
        #expect(await verifier.refusal(of: try Version3Example().request(secret: "wrong")) == .signatureNotMatch)
        #expect(await verifier.refusal(of: try Version3Example().request()) == nil)
    }

    @Test(
        "and which has a nonce of a sensible length",
        arguments: [
            (nil, FunctionComputeError.Code.missingRequiredHeader), ("", .invalidArgument),
            (String(repeating: "n", count: 257), .invalidArgument), (String(repeating: "n", count: 256), nil),
        ] as [(String?, FunctionComputeError.Code?)]
    )
    func nonces(nonce: String?, refusal: FunctionComputeError.Code?) async throws {
        var example = Version3Example(nonce: nonce)
        if nonce == nil { example.fields = ["x-acs-signature-nonce2: x"] }
        let request = try example.request()
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: request) == refusal)
    }

    @Test(
        "of this algorithm, and no other",
        arguments: ["ACS3-HMAC-SM3", "ACS3-RSA-SHA256", "Bearer", "AWS4-HMAC-SHA256"]
    )
    func schemes(scheme: String) async throws {
        let request = try Version3Example(scheme: scheme).request()
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: request) == .accessDenied)
    }

    @Test("and for the API alone: triggers take the scheme FC")
    func triggers() async throws {
        let request = try Version3Example().request()
        let verifier = try Signing.verifier(at: Self.now)
        #expect(await verifier.refusal(of: request, for: .trigger(prefix: "")) == .accessDenied)
    }
}
