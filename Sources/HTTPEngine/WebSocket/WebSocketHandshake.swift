import COpenSSL
import HTTPModel

/// A request for a WebSocket that may be granted (RFC 6455, sections 4.2.1 and 4.2.2).
struct WebSocketHandshake {
    /// The only version that is spoken.
    static let version = "13"
    /// What the standard appends to the key, so that no other kind of server answers properly by accident.
    private static let keySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    /// The characters of 16 bytes in base64, of which the last two are `=`.
    private static let keyLength = 24

    /// The value of `Sec-WebSocket-Accept`: proof that the request was read as what it is.
    let accept: String
    /// The subprotocol, if the client offered the one that is spoken here.
    let agreedProtocol: String?

    init(_ request: HTTPRequest, protocol name: String?) throws(UpgradeRefusal) {
        let fields = request.fields
        guard request.method == .get else { throw .methodNotGET }
        guard fields.upgradeProtocols.contains("websocket") else { throw .notAskedFor }
        guard fields.values(of: .secWebSocketVersion) == [Self.version] else { throw .versionUnsupported }
        let keys = fields.values(of: .secWebSocketKey)
        guard keys.count == 1, let key = keys.first, Self.isKey(key) else { throw .keyMalformed }
        guard request.body.length == 0 else { throw .bodyPresent }
        accept = Self.accept(key)
        agreedProtocol = name.flatMap { fields.items(of: .secWebSocketProtocol).contains($0) ? $0 : nil }
    }

    /// Returns the base64 of the SHA-1 of a key and the suffix.
    ///
    /// SHA-1 protects nothing here; the standard has it so.
    static func accept(_ key: String) -> String {
        let text = Array((key + keySuffix).utf8)
        var digest = [UInt8](repeating: 0, count: 20)
        guard EVP_Digest(text, text.count, &digest, nil, EVP_sha1(), nil) == 1 else {
            fatalError("OpenSSL has no SHA-1")
        }
        // 20 bytes make 28 characters; OpenSSL adds a NUL.
        var encoded = [UInt8](repeating: 0, count: 29)
        let count = EVP_EncodeBlock(&encoded, digest, Int32(digest.count))
        return String(decoding: encoded.prefix(Int(count)), as: UTF8.self)
    }

    /// Whether the text is 16 bytes in base64.
    private static func isKey(_ text: String) -> Bool {
        text.utf8.count == keyLength && text.hasSuffix("==")
            && text.utf8.dropLast(2).allSatisfy { byte in
                ByteClass.isLetter(byte) || ByteClass.isDigit(byte) || byte == UInt8(ascii: "+")
                    || byte == UInt8(ascii: "/")
            }
    }
}
