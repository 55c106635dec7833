import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import Testing

@testable import DialectCloudflare

@Suite("The token of an upload of static files")
struct AssetTokenTests {
    /// Stands for an authentication code: it depends on every byte and on the key.
    private static func code(_ key: UInt8) -> @Sendable ([UInt8]) -> [UInt8] {
        { bytes in Digest(sha256: [key] + bytes).bytes }
    }

    private static func session() throws -> AssetSession {
        AssetSession(
            id: AssetSession.ID(UUID()),
            workload: WorkloadName(account: Account.ID(UUID()), kind: .worker, name: "site"),
            manifest: try AssetManifest([]),
            missing: [],
            expiresAt: Date(timeIntervalSince1970: 1_800_000_000)
        )
    }

    @Test("tells its session and account, in three segments of which clients read the end from the second")
    func reads() throws {
        let session = try Self.session()
        let text = AssetToken(session).text(authenticate: Self.code(1))
        let token = try #require(AssetToken(text, authenticate: Self.code(1)))
        #expect(token.session == session.id)
        #expect(token.account == session.workload.account)
        let segments = text.split(separator: ".")
        #expect(segments.count == 3)
        let claims = try JSONValue(parsing: try #require(URLSafeBase64.decode(segments[1])))
        #expect(claims["exp"]?.integer == 1_800_000_000)
    }

    @Test("is none of ours after any change, or under another key")
    func refusesForgery() throws {
        let text = AssetToken(try Self.session()).text(authenticate: Self.code(1))
        #expect(AssetToken(text, authenticate: Self.code(2)) == nil)
        for index in text.indices {
            var altered = text
            altered.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            // The last digit of a code has two bits that mean nothing.
            guard index != text.index(before: text.endIndex) else { continue }
            #expect(AssetToken(altered, authenticate: Self.code(1)) == nil)
        }
        for text in ["", ".", "..", "a.b.c", text + ".", String(repeating: "A", count: 5_000)] {
            #expect(AssetToken(text, authenticate: Self.code(1)) == nil)
        }
    }
}
