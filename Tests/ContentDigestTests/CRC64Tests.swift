import ContentDigest
import Testing

@Suite("CRC-64/XZ")
struct CRC64Tests {
    /// A text and its sum; the first is the check value of the catalogue of parametrised CRC algorithms.
    struct Vector: Sendable, CustomTestStringConvertible {
        let text: String
        let sum: UInt64

        var testDescription: String { "“\(text)”" }
    }

    @Test(
        "gives known sums",
        arguments: [
            Vector(text: "123456789", sum: 0x995D_C9BB_DF19_39FA),
            Vector(text: "", sum: 0),
            Vector(text: "a", sum: 0x3302_8477_2E65_2B05),
            Vector(text: "This is a test of the emergency broadcast system.", sum: 0x27DB_187F_C15B_BC72),
        ]
    )
    func knownSums(_ vector: Vector) {
        #expect(CRC64.sum(Array(vector.text.utf8)) == vector.sum)
    }

    @Test("does not depend on how the bytes are cut", arguments: [1, 3, 7, 8, 9, 64, 1_000])
    func pieces(size: Int) {
        let bytes = (0..<1_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var sum = CRC64()
        for start in stride(from: 0, to: bytes.count, by: size) {
            sum.update(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(sum.finalize() == bitByBit(bytes))
        #expect(CRC64.sum(bytes) == bitByBit(bytes))
    }

    /// The definition, without tables.
    private func bitByBit(_ bytes: [UInt8]) -> UInt64 {
        var remainder = UInt64.max
        for byte in bytes {
            remainder ^= UInt64(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xC96C_5795_D787_0F42 : remainder >> 1 }
        }
        return ~remainder
    }
}
