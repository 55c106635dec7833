import ContentDigest
import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import Testing

@testable import DialectFunctionCompute

/// The key of all examples; it is that of the recorded requests.
enum Signing {
    static let id = "testid"
    static let secret = "testsecret"
    static let account = Account.ID(UUID())

    static func key(id text: String = id, revokedAt: Date? = nil) throws -> AccessKey {
        AccessKey(
            id: try #require(AccessKey.ID(text)),
            account: account,
            owner: "anna",
            scopes: [.deploy],
            createdAt: Date(timeIntervalSince1970: 0),
            revokedAt: revokedAt
        )
    }

    /// A verifier that knows one key, at a moment.
    static func verifier(
        at date: String,
        secret: String = secret,
        key: AccessKey? = nil,
        nonces: NonceRegister = NonceRegister { ContinuousClock.now }
    ) throws -> RequestVerifier {
        let key = try key ?? self.key()
        let now = try #require(SigningTime.date(date))
        return RequestVerifier(nonces: nonces, now: { now }) { id throws(ReleaseError) in
            id == key.id ? OpenedAccessKey(key, secret: secret) : nil
        }
    }

    /// The value of `Authorization: FC` for a text.
    static func functionCompute(_ text: String, secret: String = secret) -> String {
        "FC \(id):\(base64(HMACSHA256.code(for: Array(text.utf8), key: Array(secret.utf8))))"
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

extension HTTPRequest {
    /// A request as it came, with its fields as `Name: value` lines.
    static func received(_ line: String, host: String = "127.0.0.1:18931", _ lines: [String]) throws -> HTTPRequest {
        let parts = line.split(separator: " ", maxSplits: 1)
        var fields = HTTPFields()
        for line in lines {
            let colon = try #require(line.firstIndex(of: ":"))
            fields.append(
                try HTTPFieldName(String(line[..<colon])),
                try HTTPFieldValue(String(line[colon...].dropFirst()))
            )
        }
        return HTTPRequest(
            try HTTPMethod(String(parts[0])),
            try HTTPTarget(String(parts[1])),
            authority: host,
            fields: fields
        )
    }
}

extension RequestVerifier {
    /// Verifies head and body, and tells whose request it is.
    func principal(
        of request: HTTPRequest,
        for purpose: SignedRequest.Purpose = .call,
        body: [UInt8] = []
    ) async throws(SignatureRefusal) -> AccessKey {
        try await verify(SignedRequest(request, for: purpose)).principal(sending: Digest(sha256: body))
    }

    /// Returns the code of the refusal; `nil` when the request passes.
    func refusal(
        of request: HTTPRequest,
        for purpose: SignedRequest.Purpose = .call,
        body: [UInt8] = []
    ) async -> FunctionComputeError.Code? {
        do throws(SignatureRefusal) {
            _ = try await principal(of: request, for: purpose, body: body)
            return nil
        } catch {
            return FunctionComputeError(error).code
        }
    }
}
