import FoundationEssentials
import HTTPModel
import ReleaseCore
import Testing

@testable import DialectFunctionCompute

@Suite("Who signs needs a key of this server, and a clock")
struct CredentialTests {
    private static let now = Version3Example.date

    @Test(
        "a signature is in time within 15 minutes, to either side",
        arguments: [
            ("2026-11-21T07:08:56Z", true), ("2026-11-21T07:08:55Z", false), ("2026-11-21T07:38:56Z", true),
            ("2026-11-21T07:38:57Z", false), ("2025-11-21T07:23:56Z", false), ("2027-11-21T07:23:56Z", false),
        ]
    )
    func skew(date: String, passes: Bool) async throws {
        let request = try Version3Example(date: date).request()
        let refusal = await (try Signing.verifier(at: Self.now)).refusal(of: request)
        #expect(refusal == (passes ? nil : .accessDenied))
    }

    @Test(
        "the same for the other schemes",
        arguments: ["FC", "acs"],
        [
            ("Sat, 21 Nov 2026 07:08:56 GMT", true), ("Sat, 21 Nov 2026 07:08:55 GMT", false),
            ("Sat, 21 Nov 2026 07:38:56 GMT", true), ("Sat, 21 Nov 2026 07:38:57 GMT", false),
        ]
    )
    func otherSchemes(scheme: String, dated: (String, Bool)) async throws {
        let (date, passes) = dated
        let request = try Self.request(scheme, date: date)
        let refusal = await (try Signing.verifier(at: Self.now)).refusal(of: request)
        // In time, it is the code that is wrong.
        #expect(refusal == (passes ? .signatureNotMatch : .accessDenied))
    }

    @Test(
        "a date is of one of the two forms",
        arguments: [
            ("Sat, 21 Nov 2026 07:23:48 GMT", 1_795_245_828), ("2026-11-21T07:23:48Z", 1_795_245_828),
            ("1970-01-01T00:00:00Z", 0), ("2024-02-29T23:59:60Z", 1_709_251_200),
            ("2100-03-01T00:00:00Z", 4_107_542_400),
            ("Sat, 21 Nov 2026 07:23:48 UTC", nil), ("Sat, 21 nov 2026 07:23:48 GMT", nil),
            ("2026-11-21T07:23:48", nil),
            ("2026-11-21 07:23:48Z", nil), ("2026-13-21T07:23:48Z", nil), ("2026-11-21T24:23:48Z", nil),
            ("2026-11-+1T07:23:48Z", nil), ("1795245828", nil), ("", nil),
        ] as [(String, Double?)]
    )
    func dates(text: String, seconds: Double?) {
        #expect(SigningTime.date(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "a key that is not known, or was revoked, is refused by name",
        arguments: ["other", "STSkey", "", "a b", "é"]
    )
    func unknownKey(id: String) async throws {
        let request = try Version3Example(key: id).request()
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: request) == .invalidAccessKeyID)
    }

    @Test("a key that was revoked, too")
    func revokedKey() async throws {
        let key = try Signing.key(revokedAt: Date(timeIntervalSince1970: 1))
        let verifier = try Signing.verifier(at: Self.now, key: key)
        #expect(await verifier.refusal(of: try Version3Example().request()) == .invalidAccessKeyID)
    }

    @Test(
        "a temporary key is refused as such, by its identity or its token",
        arguments: [
            (Signing.id, ["x-acs-security-token: t"]), (Signing.id, ["X-Fc-Security-Token: t"]), ("STS.abc", []),
        ]
    )
    func temporaryKey(id: String, fields: [String]) async throws {
        let request = try Version3Example(key: id, fields: fields).request()
        let verifier = try Signing.verifier(at: Self.now)
        await #expect {
            try await verifier.principal(of: request)
        } throws: { error in
            guard case .temporaryKey? = error as? SignatureRefusal else { return false }
            return true
        }
    }

    @Test(
        "what is missing or broken is named",
        arguments: [
            ([], FunctionComputeError.Code.missingRequiredHeader),
            (["authorization: FC testid:AAAA"], .missingRequiredHeader),
            (["authorization: FC"], .invalidArgument),
            (["authorization: FC testid"], .invalidArgument),
            (["authorization: FC testid:AAAA", "authorization: FC testid:AAAA"], .invalidArgument),
            (["authorization: FC testid:AAAA", "date: yesterday"], .invalidArgument),
            (["authorization: FC testid:no base64", "date: Sat, 21 Nov 2026 07:23:56 GMT"], .signatureNotMatch),
            (["authorization: FC testid:AAAA", "date: Sat, 21 Nov 2026 07:23:56 GMT"], .signatureNotMatch),
            (["authorization: acs testid:AAAA", "date: Sat, 21 Nov 2026 07:23:56 GMT"], .missingRequiredHeader),
            (["authorization: ACS3-HMAC-SHA256 Credential=testid"], .invalidArgument),
            (["authorization: ACS3-HMAC-SHA256 Credential=testid,Credential=testid"], .invalidArgument),
            (["authorization: Bearer slc_x"], .accessDenied),
        ] as [([String], FunctionComputeError.Code)]
    )
    func broken(fields: [String], refusal: FunctionComputeError.Code) async throws {
        let request = try HTTPRequest.received("GET /2016-08-15/services", fields)
        #expect(await (try Signing.verifier(at: Self.now)).refusal(of: request) == refusal)
    }

    @Test("keys that cannot be read are a failure of the server, whose cause it keeps to itself")
    func unavailable() async throws {
        let now = try #require(SigningTime.date(Self.now))
        let verifier = RequestVerifier(nonces: NonceRegister { .now }, now: { now }) { _ throws(ReleaseError) in
            throw .storeUnavailable(operation: "access key", cause: "disk")
        }
        let request = try Version3Example().request()
        do {
            _ = try await verifier.principal(of: request)
            Issue.record("it passed")
        } catch {
            let error = FunctionComputeError(error)
            #expect(error.code == .internalServerError && !error.message.contains("disk"))
            #expect(error.cause?.contains("disk") == true)
        }
    }

    private static func request(_ scheme: String, date: String) throws -> HTTPRequest {
        try .received(
            "GET /2016-08-15/services",
            ["date: \(date)", "x-acs-signature-nonce: n", "authorization: \(scheme) testid:AAAA"]
        )
    }
}
