import FoundationEssentials
import Testing

@testable import DialectCloudflare

@Suite("Base64 that comes in pieces")
struct StreamedBase64Tests {
    private static func decode(_ text: String, pieces size: Int) throws -> [UInt8] {
        var decoder = StreamedBase64()
        var decoded: [UInt8] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            decoded += try decoder.decode(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        try decoder.finish()
        return decoded
    }

    @Test("is the same however it is cut", arguments: 1...9)
    func cut(size: Int) throws {
        for count in 0...13 {
            let bytes = (0..<count).map { UInt8($0 * 37 % 256) }
            #expect(try Self.decode(Data(bytes).base64EncodedString(), pieces: size) == bytes)
        }
    }

    @Test("is refused if it is none", arguments: ["A", "AAA", "AA=", "AA==AAAA", "A*AA", "AAAA\n", "-_-_"])
    func refuses(text: String) {
        for size in 1...9 {
            #expect(throws: StreamedBase64.Malformed.self) { try Self.decode(text, pieces: size) }
        }
    }
}
