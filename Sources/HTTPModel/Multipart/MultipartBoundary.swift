/// The line that separates the parts of a multipart body: 1 to 70 characters of RFC 2046, section 5.1.1.
public struct MultipartBoundary: Sendable, Hashable {
    public let text: String

    public init(_ text: String) throws(MultipartError) {
        guard (1...70).contains(text.utf8.count), text.utf8.allSatisfy(Self.isLegal), text.last != " " else {
            throw .noBoundary
        }
        self.text = text
    }

    /// Reads the boundary, quoted or not, from the content type of a `multipart/form-data` body.
    public init(contentType: String) throws(MultipartError) {
        guard let type = ParameterizedValue(contentType), type.value == "multipart/form-data",
            let boundary = type.parameters["boundary"]
        else { throw .noBoundary }
        try self.init(boundary)
    }

    /// Makes a boundary of 128 random bits, which no content contains but by intent.
    public static func random() -> MultipartBoundary {
        MultipartBoundary(
            digits: String(UInt64.random(in: 0 ... .max), radix: 16),
            String(UInt64.random(in: 0 ... .max), radix: 16)
        )
    }

    private init(digits high: String, _ low: String) {
        text = "sluice-\(high)-\(low)"
    }

    private static func isLegal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "+"), UInt8(ascii: "_"),
            UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"),
            UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: " "):
            true
        default:
            false
        }
    }
}
