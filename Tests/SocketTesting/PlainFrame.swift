/// A frame of a WebSocket, bit by bit as a test wants it (RFC 6455, section 5.2).
public struct PlainFrame: Sendable, Equatable {
    /// FIN, the reserved bits and the opcode.
    public let first: UInt8
    /// As it is meant, without the mask.
    public let payload: [UInt8]
    /// Four bytes, or nil in a frame that is not masked.
    public let mask: [UInt8]?

    /// What clients mask with here.
    public static let someMask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]

    public init(first: UInt8, _ payload: [UInt8] = [], mask: [UInt8]? = PlainFrame.someMask) {
        self.first = first
        self.payload = payload
        self.mask = mask
    }

    public static func text(_ text: String) -> PlainFrame { PlainFrame(first: 0x81, Array(text.utf8)) }
    public static func binary(_ bytes: [UInt8]) -> PlainFrame { PlainFrame(first: 0x82, bytes) }
    public static func ping(_ text: String) -> PlainFrame { PlainFrame(first: 0x89, Array(text.utf8)) }
    public static func pong(_ text: String) -> PlainFrame { PlainFrame(first: 0x8A, Array(text.utf8)) }

    /// A close frame; without a code it is empty.
    public static func close(_ code: Int? = nil, _ reason: String = "") -> PlainFrame {
        guard let code else { return PlainFrame(first: 0x88) }
        return PlainFrame(first: 0x88, [UInt8(code >> 8), UInt8(code & 0xFF)] + reason.utf8)
    }

    /// The same frame as a server sends it, or a client that does not mask.
    public var unmasked: PlainFrame { PlainFrame(first: first, payload, mask: nil) }

    /// The code of a close frame; nil for another frame, or an empty one.
    public var closeCode: Int? {
        first == 0x88 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil
    }

    public var bytes: [UInt8] {
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        let length: [UInt8]
        switch payload.count {
        case ..<126: length = [UInt8(payload.count) | maskBit]
        case ..<65_536: length = [126 | maskBit] + Self.bigEndian(payload.count, bytes: 2)
        default: length = [127 | maskBit] + Self.bigEndian(payload.count, bytes: 8)
        }
        guard let mask else { return [first] + length + payload }
        return [first] + length + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    private static func bigEndian(_ number: Int, bytes count: Int) -> [UInt8] {
        (1...count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - $0))) }
    }
}
