/// What the fields of a head say about framing and connection, gathered while they are parsed.
struct HeadFacts {
    var contentLength: Int?
    var isChunked = false
    var host: ByteRange?
    var connection: ConnectionOptions = []
    var expectsContinue = false
    var asksUpgrade = false

    /// The most digits of a Content-Length: 10^15 bytes are a petabyte.
    private static let lengthDigits = 15

    mutating func note(_ field: HeadField, in bytes: Span<UInt8>) throws(HeadFault) {
        switch field.kind {
        case .host:
            guard host == nil else { throw .hostRepeated }
            guard Authority.isValid(field.value, in: bytes) else { throw .hostMalformed }
            host = field.value
        case .contentLength:
            guard contentLength == nil else { throw .contentLengthRepeated }
            contentLength = try Self.length(field.value, in: bytes)
        case .transferEncoding:
            guard !isChunked else { throw .transferEncodingRepeated }
            guard bytes.matches("chunked", at: field.value) else { throw .transferCodingUnsupported }
            isChunked = true
        case .connection: connection.read(field.value, in: bytes)
        case .upgrade: asksUpgrade = true
        case .expect:
            guard bytes.matches("100-continue", at: field.value) else { throw .expectationUnsupported }
            expectsContinue = true
        case .accept, .cookie, .http2Settings, .keepAlive, .proxyAuthenticate, .proxyAuthorization, .proxyConnection,
            .te, .trailer, .other:
            break
        }
    }

    private static func length(_ value: ByteRange, in bytes: Span<UInt8>) throws(HeadFault) -> Int {
        guard !value.isEmpty, value.count <= lengthDigits else { throw .contentLengthMalformed }
        var length = 0
        for index in value.indices {
            guard ByteClass.isDigit(bytes[index]) else { throw .contentLengthMalformed }
            length = length * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        }
        return length
    }
}
