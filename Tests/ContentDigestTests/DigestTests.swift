import ContentDigest
import Testing

@Suite("Digests are those of the standards")
struct DigestTests {
    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static let vectors: [(text: String, digest: String)] = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]

    @Test("SHA-256 at once, in pieces, and prefetched (FIPS 180-4)", arguments: vectors.indices)
    func sha256(_ index: Int) {
        let (text, digest) = Self.vectors[index]
        let bytes = Array(text.utf8)
        #expect(hex(SHA256.hash(bytes)) == digest)
        for cut in 0...bytes.count {
            let (first, second) = (Array(bytes[..<cut]), Array(bytes[cut...]))
            var pieces = SHA256()
            pieces.update(first)
            pieces.update(second)
            #expect(hex(pieces.finalize()) == digest)
            var prefetched = PrefetchedSHA256()
            for _ in 0..<2 {
                let word = prefetched.leadingWord(first, second.span)
                #expect(String(word, radix: 16) == digest.prefix(16))
            }
        }
    }

    @Test("HMAC-SHA-256 (RFC 4231, case 2)")
    func hmac() {
        let code = HMACSHA256.code(for: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(hex(code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test("comparison in constant time compares")
    func equality() {
        #expect(SecureBytes.areEqual([1, 2], [1, 2]))
        #expect(!SecureBytes.areEqual([1, 2], [1, 3]))
        #expect(!SecureBytes.areEqual([1, 2], [1, 2, 3]))
        #expect(SecureBytes.areEqual([], []))
    }

    @Test("random bytes differ")
    func random() {
        #expect(SecureBytes.random(count: 32).count == 32)
        #expect(SecureBytes.random(count: 32) != SecureBytes.random(count: 32))
    }
}
