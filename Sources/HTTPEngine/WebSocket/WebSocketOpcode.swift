/// What a frame carries (RFC 6455, section 5.2); other numbers are reserved.
package enum WebSocketOpcode: UInt8, Sendable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    /// Control frames are short, never in parts, and may come between the parts of a message.
    package var isControl: Bool { rawValue >= 0x8 }
}
