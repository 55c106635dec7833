import Testing

@testable import HTTPEngine

@Suite("Chunked framing is read strictly")
struct ChunkedDecoderTests {
    /// What came of feeding pieces: the payload, whether the end was reached, and the bytes used.
    struct Result: Equatable {
        var payload = ""
        var lastChunks = 0
        var hasEnded = false
        var used = 0
        var fault: ChunkFault?
    }

    static func decode(_ pieces: [[UInt8]], limits: HTTPLimits = HTTPLimits()) -> Result {
        var decoder = ChunkedDecoder(limits: limits)
        var result = Result()
        for piece in pieces where !result.hasEnded && result.fault == nil {
            var position = 0
            do throws(ChunkFault) {
                reading: while true {
                    switch try decoder.next(piece.span, at: &position) {
                    case .needsMore: break reading
                    case .payload(let range): result.payload += String(decoding: piece[range], as: UTF8.self)
                    case .lastChunk: result.lastChunks += 1
                    case .end:
                        result.hasEnded = true
                        break reading
                    }
                }
            } catch { result.fault = error }
            result.used += position
        }
        return result
    }

    static let valid: [(text: String, payload: String)] = [
        ("0\r\n\r\n", ""),
        ("5\r\nhello\r\n0\r\n\r\n", "hello"),
        ("5\r\nhello\r\n6\r\n world\r\n000\r\n\r\n", "hello world"),
        ("A;x=y;\"z\"\r\n0123456789\r\n0;last\r\n\r\n", "0123456789"),
        ("a\r\n01234\r\n789\r\n0\r\nX-Sum: 1\r\nY:\r\n\r\n", "01234\r\n789"),
    ]

    @Test("yields the same from a valid body cut at every byte", arguments: valid.indices)
    func cutEverywhere(_ index: Int) {
        let (body, payload) = Self.valid[index]
        let text = Array(body.utf8)
        let expected = Result(payload: payload, lastChunks: 1, hasEnded: true, used: text.count)
        #expect(Self.decode([text + Array("GET /".utf8)]) == expected)
        for cut in text.indices {
            #expect(Self.decode([Array(text[..<cut]), Array(text[cut...])]) == expected, "cut at \(cut)")
            #expect(!Self.decode([Array(text[..<cut])]).hasEnded, "cut at \(cut)")
        }
        #expect(Self.decode(text.map { [$0] }) == expected)
    }

    static let refused: [(text: String, fault: ChunkFault)] = [
        ("\r\n", .sizeMalformed),
        ("g\r\n", .sizeMalformed),
        ("-1\r\n", .sizeMalformed),
        ("+1\r\n", .sizeMalformed),
        ("0x5\r\n", .sizeMalformed),
        (" 5\r\n", .sizeMalformed),
        ("5 \r\n", .sizeMalformed),
        ("5\n", .sizeMalformed),
        (";x\r\n", .sizeMalformed),
        ("FFFFFFFFFFFFFFFF\r\n", .sizeTooLarge),
        ("0000000000000005\r\n", .sizeTooLarge),
        ("5;x\n", .extensionMalformed),
        ("5;\0\r\n", .extensionMalformed),
        ("5;" + String(repeating: "x", count: 257), .extensionTooLong),
        ("5\rX", .lineEndMissing),
        ("5\r\nhelloX", .lineEndMissing),
        ("5\r\nhello\n", .lineEndMissing),
        ("5\r\nhello\rX", .lineEndMissing),
        ("0\r\n\n", .trailerMalformed),
        ("0\r\n X: 1\r\n", .trailerMalformed),
        ("0\r\nX : 1\r\n", .trailerMalformed),
        ("0\r\n: 1\r\n", .trailerMalformed),
        ("0\r\nX: 1\n", .trailerMalformed),
        ("0\r\nX: 1\rY", .lineEndMissing),
        ("0\r\n\rX", .lineEndMissing),
        ("0\r\nX: " + String(repeating: "1", count: 4_096), .trailersTooLong),
    ]

    @Test("refuses what two parsers might read differently, whole and byte by byte", arguments: refused.indices)
    func refuses(_ index: Int) {
        let (text, fault) = Self.refused[index]
        let bytes = Array(text.utf8)
        #expect(Self.decode([bytes]).fault == fault)
        #expect(Self.decode(bytes.map { [$0] }).fault == fault)
    }
}
