import Testing

@testable import HTTPEngine

@Suite("A response head is parsed strictly")
struct ResponseHeadTests {
    let parser = HeadParser()

    static let valid: [(text: String, start: String, body: String)] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "200 OK", "length(2)"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "200 OK", "none"),
        ("HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n", "200", "chunked"),
        ("HTTP/1.0 404 Not Found\r\n\r\n", "404 Not Found", "untilClose"),
        ("HTTP/1.1 204 \r\n\r\n", "204 ", "none"),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n", "304 Not Modified", "none"),
        ("HTTP/1.1 100 Continue\r\n\r\n", "100 Continue", "none"),
    ]

    @Test("yields the same from a valid response cut at every byte", arguments: valid.indices)
    func cutEverywhere(_ index: Int) {
        let (response, start, body) = Self.valid[index]
        let text = Array(response.utf8)
        let whole = parser.responseOutcome(text)
        guard case .complete(let head) = whole else {
            Issue.record("not complete: \(whole)")
            return
        }
        #expect(head.start == [start])
        #expect(head.body.hasSuffix(body))
        for cut in text.indices {
            #expect(parser.responseOutcome(Array(text[..<cut])) == .incomplete, "cut at \(cut)")
            #expect(parser.outcome(of: text, cutAt: cut, by: parser.responseOutcome) == whole, "cut at \(cut)")
        }
    }

    static let refused: [(text: String, fault: HeadFault)] = [
        ("HTTP/2.0 200 OK\r\n\r\n", .statusLineMalformed),
        ("HTTP/1.1  200 OK\r\n\r\n", .statusLineMalformed),
        ("HTTP/1.1 20 OK\r\n\r\n", .statusLineMalformed),
        ("HTTP/1.1 099 OK\r\n\r\n", .statusLineMalformed),
        ("HTTP/1.1 200OK\r\n\r\n", .statusLineMalformed),
        ("HTTP/1.1 200 O\u{0}K\r\n\r\n", .statusLineMalformed),
        ("HTTP/1.1 200 OK\n\r\n", .statusLineMalformed),
        ("garbage garbage garbage", .statusLineMalformed),
        ("HTTP/1.1 200 OK\r\nA: b\n\r\n", .bareLineFeed),
        ("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", .foldedLine),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", .contentLengthRepeated),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", .transferEncodingWithLength),
        ("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .transferEncodingInHTTP10),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", .transferCodingUnsupported),
    ]

    @Test("refuses what two parsers might read differently", arguments: refused.indices)
    func refuses(_ index: Int) {
        let (text, fault) = Self.refused[index]
        #expect(parser.responseOutcome(Array(text.utf8)) == .refused(fault))
    }

    @Test("an answer to HEAD has no body, whatever it declares")
    func head() throws {
        let text = Array("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n".utf8)
        let head = try #require(try parser.response(text.span))
        #expect(head.body(answering: .head) == .none)
        #expect(head.body(answering: .get) == .length(12))
    }
}
