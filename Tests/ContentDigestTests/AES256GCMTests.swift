import ContentDigest
import Testing

@Suite("AES-256-GCM")
struct AES256GCMTests {
    /// A test case of McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B.
    struct Vector: Sendable, CustomTestStringConvertible {
        let number: Int
        let key: String
        let nonce: String
        let data: String
        let text: String
        let encrypted: String
        let tag: String

        var testDescription: String { "test case \(number)" }
    }

    private static let text = """
        d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525\
        b16aedf5aa0de657ba637b391aafd255
        """
    private static let encrypted = """
        522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838\
        c5f61e6393ba7a0abcc9f662898015ad
        """
    private static let key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"

    static let vectors = [
        Vector(
            number: 13,
            key: String(repeating: "0", count: 64),
            nonce: String(repeating: "0", count: 24),
            data: "",
            text: "",
            encrypted: "",
            tag: "530f8afbc74536b9a963b4f1c4cb738b"
        ),
        Vector(
            number: 14,
            key: String(repeating: "0", count: 64),
            nonce: String(repeating: "0", count: 24),
            data: "",
            text: String(repeating: "0", count: 32),
            encrypted: "cea7403d4d606b6e074ec5d3baf39d18",
            tag: "d0d1c8a799996bf0265b98b5d48ab919"
        ),
        Vector(
            number: 15,
            key: key,
            nonce: "cafebabefacedbaddecaf888",
            data: "",
            text: text,
            encrypted: encrypted,
            tag: "b094dac5d93471bdec1a502270e3cc6c"
        ),
        Vector(
            number: 16,
            key: key,
            nonce: "cafebabefacedbaddecaf888",
            data: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            text: String(text.dropLast(8)),
            encrypted: String(encrypted.dropLast(8)),
            tag: "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ]

    @Test("opens what others sealed", arguments: vectors)
    func opensVector(_ vector: Vector) throws {
        let cipher = try #require(AES256GCM(key: bytes(vector.key)))
        let sealed = bytes(vector.nonce + vector.encrypted + vector.tag)
        #expect(cipher.open(sealed, binding: bytes(vector.data)) == bytes(vector.text))
    }

    @Test("opens what it sealed itself, which never looks the same twice", arguments: [0, 1, 16, 65_536])
    func roundTrips(size: Int) throws {
        let cipher = try #require(AES256GCM(key: SecureBytes.random(count: AES256GCM.keyByteCount)))
        let text = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let sealed = cipher.seal(text, binding: [1, 2])
        #expect(sealed.count == size + AES256GCM.overhead)
        #expect(cipher.seal(text, binding: [1, 2]) != sealed)
        #expect(cipher.open(sealed, binding: [1, 2]) == text)
    }

    @Test("refuses any other byte, length, data and key")
    func refusesForgeries() throws {
        let key = SecureBytes.random(count: AES256GCM.keyByteCount)
        let cipher = try #require(AES256GCM(key: key))
        let sealed = cipher.seal(Array("text".utf8), binding: [1])
        for index in sealed.indices {
            var forged = sealed
            forged[index] ^= 1
            #expect(cipher.open(forged, binding: [1]) == nil, "byte \(index)")
        }
        for count in 0..<sealed.count { #expect(cipher.open(Array(sealed.prefix(count)), binding: [1]) == nil) }
        for data in [[], [2], [1, 0]] as [[UInt8]] { #expect(cipher.open(sealed, binding: data) == nil) }
        let other = try #require(AES256GCM(key: [key[0] ^ 1] + key.dropFirst()))
        #expect(other.open(sealed, binding: [1]) == nil)
    }

    @Test("takes keys of 32 bytes only", arguments: [0, 16, 31, 33])
    func refusesKey(count: Int) {
        #expect(AES256GCM(key: [UInt8](repeating: 7, count: count)) == nil)
    }

    @Test("does not print its key")
    func hidesKey() throws {
        let cipher = try #require(AES256GCM(key: [UInt8](repeating: 171, count: AES256GCM.keyByteCount)))
        var dumped = ""
        dump(cipher, to: &dumped)
        for print in ["\(cipher)", String(reflecting: cipher), dumped] { #expect(!print.contains("171"), "\(print)") }
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
