import FoundationEssentials

/// The alphabet of base64 that needs no escapes, without padding (RFC 4648, section 5).
enum URLSafeBase64 {
    static func encode(_ bytes: [UInt8]) -> String {
        let text = Data(bytes).base64EncodedString()
        return String(decoding: text.utf8.filter { $0 != UInt8(ascii: "=") }.map(urlSafe), as: UTF8.self)
    }

    /// Returns `nil` for what is no such text.
    static func decode(_ text: Substring) -> [UInt8]? {
        guard !text.utf8.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }) else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let padded = String(decoding: text.utf8.map(standard), as: UTF8.self) + padding
        return Data(base64Encoded: padded).map(Array.init)
    }

    private static func urlSafe(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
    }

    private static func standard(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "-"): UInt8(ascii: "+")
        case UInt8(ascii: "_"): UInt8(ascii: "/")
        default: byte
        }
    }
}
