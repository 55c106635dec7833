import ReleaseModel
import Testing

@Suite("A digest")
struct DigestTests {
    private static let hex = "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210"

    @Test("reads 64 hexadecimal digits of either case and writes them in lower case")
    func readsHex() throws {
        let digest = try #require(Digest(hex: Self.hex.uppercased()))
        #expect(digest.hex == Self.hex)
        #expect(digest.description == Self.hex)
        #expect(digest == Digest(hex: Self.hex))
        #expect(digest == Digest(digest.bytes))
        #expect(digest.bytes.prefix(3) == [0x00, 0x11, 0x22])
        #expect(digest.bytes.last == 0x10)
    }

    @Test(
        "reads nothing else",
        arguments: [
            "", String(hex.dropLast()), hex + "0", "g" + hex.dropFirst(), " " + hex.dropFirst(),
            "0x" + hex.dropFirst(2),
            "٣" + hex.dropFirst(2), String(repeating: "é", count: 32),
        ]
    )
    func refusesHex(text: String) {
        #expect(Digest(hex: text) == nil)
    }

    @Test("has 32 bytes", arguments: [0, 1, 31, 33, 64])
    func refusesLength(count: Int) {
        #expect(Digest([UInt8](repeating: 1, count: count)) == nil)
    }

    @Test("differs when any one byte differs", arguments: 0..<32)
    func tellsApart(index: Int) {
        var bytes = [UInt8](repeating: 7, count: 32)
        let digest = Digest(bytes)
        bytes[index] = 8
        #expect(digest != nil)
        #expect(digest != Digest(bytes))
        #expect(Digest(bytes)?.bytes == bytes)
    }
}
