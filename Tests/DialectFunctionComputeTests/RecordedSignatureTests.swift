import DialectFunctionCompute
import HTTPModel
import Testing

/// Requests as clients of the vendor's sent them, with the signatures that they computed.
@Suite("What real clients have signed is verified")
struct RecordedSignatureTests {
    struct Recorded: Sendable, CustomTestStringConvertible {
        let name: String
        let line: String
        let date: String
        let fields: [String]
        var purpose = SignedRequest.Purpose.call
        var body = ""
        var testDescription: String { name }
    }

    private static let trigger = SignedRequest.Purpose.trigger(prefix: "")

    static let recorded: [Recorded] = [
        Recorded(
            name: "classic client, a body with its digest",
            line: "POST /2016-08-15/services",
            date: "Sat, 21 Nov 2026 07:23:48 GMT",
            fields: [
                "content-md5: YTUxMjEwZjY5YjVkZWI2MTA5M2YxNDhhYzU4ZjZhMjY=", "content-type: application/json",
                "date: Sat, 21 Nov 2026 07:23:48 GMT", "x-fc-account-id: 123456789",
                "authorization: FC testid:i5YI73oE/yIlT+NnbIFpysY+WMy1rqFVVFqWTbyy1u0=",
            ],
            body: #"{"serviceName":"ndmwq30ivj-a","description":"d1"}"#
        ),
        Recorded(
            name: "classic client, a trigger's query in another order",
            line: "GET /2016-08-15/proxy/ndmwq30ivj-a/h/q?b=2&b=1&a=z",
            date: "Sat, 21 Nov 2026 07:23:51 GMT",
            fields: [
                "date: Sat, 21 Nov 2026 07:23:51 GMT", "x-fc-account-id: 123456789",
                "authorization: FC testid:MyCeBPZx/EDukRymNQs4zgOZD5tWEsnyouqZ/h+2FKU=",
            ],
            purpose: trigger
        ),
        Recorded(
            name: "classic client, a path that its caller escaped",
            line: "GET /2016-08-15/layerarn/acs%3Afc%3Alocal%3A123456789%3Alayers%2Fndmwq30ivj-a-l%2Fversions%2F1",
            date: "Sat, 21 Nov 2026 07:23:52 GMT",
            fields: [
                "date: Sat, 21 Nov 2026 07:23:52 GMT", "x-fc-account-id: 123456789",
                "authorization: FC testid:kDNSAUsys4ozHu2ZD4w3icf2GdKRS+cZNu4oHGXdYyw=",
            ]
        ),
        Recorded(
            name: "new client, version 3, escaped path and query",
            line:
                "GET /2021-04-06/services/ndmwq30ivj-b/functions/f%20%C3%A9%28%2A%29~?qualifier=a%2Bb%20c%2F~!%27()*",
            date: "2026-11-21T07:23:56Z",
            fields: [
                "accept: application/json", "x-acs-action: GetFunction",
                "x-acs-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "x-acs-credentials-provider: static_ak", "x-acs-date: 2026-11-21T07:23:56Z",
                "x-acs-signature-nonce: ba989e5b1d7d0022ca97ab1a42dbe45d", "x-acs-version: 2021-04-06",
                "Authorization: ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;"
                    + "x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version,"
                    + "Signature=f0f7cdd6677c69eea9402e320fd9185d51c9f61ad327f6889c2161d4ca2ec6d3",
            ]
        ),
        Recorded(
            name: "new client, version 2, a query without a value",
            line: "GET /2021-04-06/services/ndmwq30ivj-b/functions/f?qualifier=",
            date: "Sat, 21 Nov 2026 07:23:56 GMT",
            fields: [
                "accept: application/json", "date: Sat, 21 Nov 2026 07:23:56 GMT", "x-acs-action: GetFunction",
                "x-acs-credentials-provider: static_ak", "x-acs-signature-method: HMAC-SHA1",
                "x-acs-signature-nonce: d42507d1da4acda17afded5eeeadde8d", "x-acs-signature-version: 1.0",
                "x-acs-version: 2021-04-06", "authorization: acs testid:HACPNRf4TYF47RxAEosWeTKlzEg=",
            ]
        ),
    ]

    @Test("as it was sent", arguments: recorded)
    func passes(recorded: Recorded) async throws {
        let request = try HTTPRequest.received(recorded.line, recorded.fields)
        let verifier = try Signing.verifier(at: recorded.date)
        let key = try await verifier.principal(of: request, for: recorded.purpose, body: Array(recorded.body.utf8))
        #expect(key == (try Signing.key()))
    }

    @Test("but not under another secret, method, path, or with a signed field changed", arguments: recorded)
    func changed(recorded: Recorded) async throws {
        let verifier = try Signing.verifier(at: recorded.date)
        var line = recorded.line
        line.replace(/^[A-Z]+/, with: "PUT")
        let otherMethod = try HTTPRequest.received(line, recorded.fields)
        #expect(await verifier.refusal(of: otherMethod, for: recorded.purpose) == .signatureNotMatch)

        let otherPath = try HTTPRequest.received(
            recorded.line.replacing("20", with: "21", maxReplacements: 1),
            recorded.fields
        )
        #expect(await verifier.refusal(of: otherPath, for: recorded.purpose) == .signatureNotMatch)

        let lines = recorded.fields.map { line in
            line.hasPrefix("x-fc-account-id") || line.hasPrefix("x-acs-action") ? line + "0" : line
        }
        let otherField = try HTTPRequest.received(recorded.line, lines)
        #expect(await verifier.refusal(of: otherField, for: recorded.purpose) == .signatureNotMatch)

        let otherSecret = try Signing.verifier(at: recorded.date, secret: "testsecret2")
        let request = try HTTPRequest.received(recorded.line, recorded.fields)
        #expect(await otherSecret.refusal(of: request, for: recorded.purpose) == .signatureNotMatch)
    }
}
