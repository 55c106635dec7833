import HTTPEngine

/// The frame that holds a client's first message.
struct OpeningFrame: Hashable {
    /// The largest payload that is looked into, in bytes.
    static let payloadLimit = 65_536

    let mask: UInt32
    /// Without the mask.
    let payload: [UInt8]

    /// The frame as a client sends it.
    var bytes: [UInt8] {
        WebSocketFrameHeader.bytes(.text, payloadCount: payload.count, mask: mask)
            + Self.masked(payload[...], with: mask)
    }

    static func masked(_ bytes: ArraySlice<UInt8>, with mask: UInt32) -> [UInt8] {
        let key = (0..<4).map { UInt8(truncatingIfNeeded: mask >> (24 - 8 * $0)) }
        return bytes.enumerated().map { $1 ^ key[$0 % 4] }
    }
}
