/// CRC-64/XZ, which is ECMA-182's polynomial with reflected bits, and all ones before and after.
///
/// It finds damage by accident. Who wants to can make any bytes have any sum, so it says nothing about who sent them.
public struct CRC64: Sendable {
    /// ECMA-182's polynomial x⁶⁴ + x⁶² + … + 1, reflected.
    private static let polynomial: UInt64 = 0xC96C_5795_D787_0F42
    /// How many bytes are taken at once, with a table for each.
    private static let stride = 8

    /// Table `k` holds, for each byte, its remainder when `k` further bytes follow.
    private static let tables: [UInt64] = {
        var tables = [UInt64](repeating: 0, count: stride * 256)
        for byte in 0..<256 {
            var remainder = UInt64(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ polynomial : remainder >> 1 }
            tables[byte] = remainder
        }
        for index in 256..<tables.count {
            let shorter = tables[index - 256]
            tables[index] = shorter >> 8 ^ tables[Int(shorter & 0xFF)]
        }
        return tables
    }()

    private var remainder = UInt64.max

    public init() {}

    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var remainder = remainder
        Self.tables.withUnsafeBufferPointer { tables in
            let whole = bytes.count - bytes.count % Self.stride
            for start in Swift.stride(from: 0, to: whole, by: Self.stride) {
                remainder ^= UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
                var next: UInt64 = 0
                for index in 0..<Self.stride {
                    let byte = Int(truncatingIfNeeded: remainder >> (8 * index) & 0xFF)
                    next ^= tables[(Self.stride - 1 - index) * 256 + byte]
                }
                remainder = next
            }
            for byte in bytes[whole...] {
                remainder = remainder >> 8 ^ tables[Int(truncatingIfNeeded: remainder & 0xFF ^ UInt64(byte))]
            }
        }
        self.remainder = remainder
    }

    public func finalize() -> UInt64 { ~remainder }

    /// Returns the sum of bytes that are all there.
    public static func sum(_ bytes: [UInt8]) -> UInt64 {
        var sum = CRC64()
        sum.update(bytes)
        return sum.finalize()
    }
}
