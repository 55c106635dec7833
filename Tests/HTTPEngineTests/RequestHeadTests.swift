import Testing

@testable import HTTPEngine

/// A request that must be refused, and why.
struct RefusedRequest: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let fault: HeadFault

    init(_ name: String, _ text: String, _ fault: HeadFault) {
        self.name = name
        self.text = text
        self.fault = fault
    }

    var testDescription: String { name }

    static let all: [RefusedRequest] =
        requestLines + targets + fieldLines + hosts + lengths + codings + sizes + expectations

    static let requestLines = [
        RefusedRequest("no version", "GET /\r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest("two spaces before the target", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest("two spaces after the target", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", .versionUnsupported),
        RefusedRequest("tab as separator", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest("blank after the version", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest("lower-case http", "GET / http/1.1\r\nHost: a\r\n\r\n", .versionUnsupported),
        RefusedRequest("HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", .versionUnsupported),
        RefusedRequest("HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", .versionUnsupported),
        RefusedRequest("HTTP/1.10", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest("bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", .bareLineFeed),
        RefusedRequest("bare CR after the request line", "GET / HTTP/1.1\rHost: a\r\n\r\n", .bareCarriageReturn),
        RefusedRequest("a method with a colon", "G:T / HTTP/1.1\r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest("an endless method", String(repeating: "A", count: 33), .requestLineMalformed),
        RefusedRequest("a leading blank", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest("two leading empty lines", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest("a TLS hello", "\u{16}\u{03}\u{01}\u{02}", .requestLineMalformed),
        RefusedRequest("the HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .http2Preface),
        RefusedRequest("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", .methodUnsupported),
    ]
    static let targets = [
        RefusedRequest("a relative path", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", .targetMalformed),
        RefusedRequest("another scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", .targetMalformed),
        RefusedRequest("authority form", "GET a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", .targetMalformed),
        RefusedRequest("asterisk for GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", .targetMalformed),
        RefusedRequest("a fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", .targetMalformed),
        RefusedRequest("userinfo", "GET http://u:p@a/ HTTP/1.1\r\nHost: a\r\n\r\n", .targetHasUserinfo),
        RefusedRequest("a byte above ASCII", "GET /é HTTP/1.1\r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest("NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", .requestLineMalformed),
        RefusedRequest(
            "an absolute target without a host",
            "GET http:///p HTTP/1.1\r\nHost: a\r\n\r\n",
            .hostMalformed
        ),
        RefusedRequest(
            "a target too long",
            "GET /" + String(repeating: "a", count: 8_192) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            .targetTooLong
        ),
    ]
    static let fieldLines = [
        RefusedRequest("a folded line", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n", .foldedLine),
        RefusedRequest("a folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", .foldedLine),
        RefusedRequest("space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", .spaceBeforeColon),
        RefusedRequest("tab before the colon", "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", .spaceBeforeColon),
        RefusedRequest("an empty name", "GET / HTTP/1.1\r\n: a\r\nHost: a\r\n\r\n", .fieldNameMalformed),
        RefusedRequest("a line without a colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", .fieldNameMalformed),
        RefusedRequest("a name with a slash", "GET / HTTP/1.1\r\nHost: a\r\nX/Y: 1\r\n\r\n", .fieldNameMalformed),
        RefusedRequest("a name above ASCII", "GET / HTTP/1.1\r\nHost: a\r\né: 1\r\n\r\n", .fieldNameMalformed),
        RefusedRequest("bare LF in a field", "GET / HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n", .bareLineFeed),
        RefusedRequest("bare LF as the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineFeed),
        RefusedRequest("bare CR in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r2\r\n\r\n", .bareCarriageReturn),
        RefusedRequest("bare CR as the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\rX", .bareCarriageReturn),
        RefusedRequest("NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\0\r\n\r\n", .controlByteInValue),
        RefusedRequest("ESC in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \u{1B}[2J\r\n\r\n", .controlByteInValue),
        RefusedRequest("DEL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \u{7F}\r\n\r\n", .controlByteInValue),
    ]
    static let hosts = [
        RefusedRequest("no Host", "GET / HTTP/1.1\r\nX: a\r\n\r\n", .hostMissing),
        RefusedRequest("no Host beside an absolute target", "GET http://a/ HTTP/1.1\r\n\r\n", .hostMissing),
        RefusedRequest("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .hostRepeated),
        RefusedRequest("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", .hostMalformed),
        RefusedRequest("a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .hostMalformed),
        RefusedRequest("a Host with userinfo", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .hostMalformed),
        RefusedRequest("a Host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", .hostMalformed),
        RefusedRequest("a port too large", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", .hostMalformed),
        RefusedRequest("a port without digits", "GET / HTTP/1.1\r\nHost: a:\r\n\r\n", .hostMalformed),
        RefusedRequest("an unclosed bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", .hostMalformed),
        RefusedRequest("a percent sign", "GET / HTTP/1.1\r\nHost: a%2eb\r\n\r\n", .hostMalformed),
        RefusedRequest("another host in the target", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", .hostDisagrees),
        RefusedRequest("another port in the target", "GET http://a:1/ HTTP/1.1\r\nHost: a:2\r\n\r\n", .hostDisagrees),
    ]
    static let lengths = [
        RefusedRequest("a signed length", post("Content-Length: +5"), .contentLengthMalformed),
        RefusedRequest("a negative length", post("Content-Length: -5"), .contentLengthMalformed),
        RefusedRequest("a hexadecimal length", post("Content-Length: 0x5"), .contentLengthMalformed),
        RefusedRequest("an empty length", post("Content-Length:"), .contentLengthMalformed),
        RefusedRequest("a length list", post("Content-Length: 5, 5"), .contentLengthMalformed),
        RefusedRequest("a fraction", post("Content-Length: 5.0"), .contentLengthMalformed),
        RefusedRequest("an overflowing length", post("Content-Length: 18446744073709551621"), .contentLengthMalformed),
        RefusedRequest("equal lengths twice", post("Content-Length: 5\r\nContent-Length: 5"), .contentLengthRepeated),
        RefusedRequest("different lengths", post("Content-Length: 5\r\ncontent-length: 6"), .contentLengthRepeated),
    ]
    static let codings = [
        RefusedRequest(
            "length and coding",
            post("Content-Length: 5\r\nTransfer-Encoding: chunked"),
            .transferEncodingWithLength
        ),
        RefusedRequest(
            "coding and zero length",
            post("Transfer-Encoding: chunked\r\nContent-Length: 0"),
            .transferEncodingWithLength
        ),
        RefusedRequest("gzip", post("Transfer-Encoding: gzip, chunked"), .transferCodingUnsupported),
        RefusedRequest("identity", post("Transfer-Encoding: identity"), .transferCodingUnsupported),
        RefusedRequest("a coding with a prefix", post("Transfer-Encoding: xchunked"), .transferCodingUnsupported),
        RefusedRequest("a quoted coding", post("Transfer-Encoding: \"chunked\""), .transferCodingUnsupported),
        RefusedRequest("a coding list", post("Transfer-Encoding: chunked, chunked"), .transferCodingUnsupported),
        RefusedRequest("vertical tab", post("Transfer-Encoding: \u{0B}chunked"), .controlByteInValue),
        RefusedRequest(
            "two codings",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
            .transferEncodingRepeated
        ),
        RefusedRequest(
            "a coding in HTTP/1.0",
            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
            .transferEncodingInHTTP10
        ),
    ]
    static let sizes = [
        RefusedRequest(
            "101 fields",
            "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: 1\r\n", count: 100) + "\r\n",
            .tooManyFields
        ),
        RefusedRequest(
            "a head too large",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "1", count: 16_384) + "\r\n\r\n",
            .headTooLarge
        ),
        RefusedRequest(
            "an endless field",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "1", count: 16_384),
            .headTooLarge
        ),
    ]
    static let expectations = [
        RefusedRequest("another expectation", post("Expect: 200-ok\r\nContent-Length: 5"), .expectationUnsupported)
    ]

    private static func post(_ fields: String) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n"
    }
}

@Suite("A request head is parsed strictly")
struct RequestHeadTests {
    let parser = HeadParser()

    @Test("refuses what two parsers might read differently", arguments: RefusedRequest.all)
    func refuses(_ request: RefusedRequest) {
        let text = Array(request.text.utf8)
        #expect(parser.requestOutcome(text) == .refused(request.fault))
    }

    @Test("refuses it however it is cut, at the latest when a line ends", arguments: RefusedRequest.all)
    func refusesInPieces(_ request: RefusedRequest) {
        let text = Array((request.text + "\r\n").utf8)
        // Cuts of a long head are sampled: each costs a parse of all of it.
        for cut in stride(from: 0, through: text.count, by: max(1, text.count / 300)) {
            let outcome = parser.outcome(of: text, cutAt: cut, by: parser.requestOutcome)
            #expect(outcome == .refused(request.fault), "cut at \(cut)")
        }
    }

    static let valid: [(text: String, start: [String], body: String)] = [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET", "a", "/"], "none"),
        ("\r\nGET / HTTP/1.1\r\nhOST:a:80\r\n\r\n", ["GET", "a:80", "/"], "none"),
        ("GET /a?b=c%20d|{} HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", ["GET", "[::1]:80", "/a?b=c%20d|{}"], "none"),
        ("GET http://A.example/x HTTP/1.1\r\nHost: a.example\r\n\r\n", ["GET", "A.example", "/x"], "none"),
        ("GET https://a?q HTTP/1.1\r\nHost: a\r\n\r\n", ["GET", "a", "?q"], "none"),
        ("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n", ["GET", "a", ""], "none"),
        ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", ["OPTIONS", "a", "*"], "none"),
        ("GET / HTTP/1.0\r\n\r\n", ["GET", "", "/"], "none"),
        ("PURGE / HTTP/1.1\r\nHost: a\r\nX:\r\nY: \t v w \t\r\nZ: é\r\n\r\n", ["PURGE", "a", "/"], "none"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 012\r\n\r\n", ["POST", "a", "/"], "length(12)"),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n", ["POST", "a", "/"], "chunked"),
        ("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n", ["GET", "a", "/"], "none"),
    ]

    @Test("yields the same from a valid request cut at every byte", arguments: valid.indices)
    func cutEverywhere(_ index: Int) throws {
        let (request, start, body) = Self.valid[index]
        let text = Array(request.utf8)
        let whole = parser.requestOutcome(text)
        guard case .complete(let head) = whole else {
            Issue.record("not complete: \(whole)")
            return
        }
        #expect(head.start == start)
        #expect(head.body.hasSuffix(body))
        #expect(head.byteCount == text.count)
        for cut in text.indices {
            #expect(parser.requestOutcome(Array(text[..<cut])) == .incomplete, "cut at \(cut)")
            #expect(parser.outcome(of: text, cutAt: cut, by: parser.requestOutcome) == whole, "cut at \(cut)")
        }
    }

    @Test("stops at the end of the head, whatever follows")
    func stopsAtEnd() {
        let head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        let outcome = parser.requestOutcome(Array((head + "GET / HTTP/1.1\r\nHost: b\r\n\r\n").utf8))
        #expect(outcome == parser.requestOutcome(Array(head.utf8)))
    }

    static let connections: [(fields: String, options: ConnectionOptions, isPersistent: Bool)] = [
        ("X: 1", [], true),
        ("Connection: close", .close, false),
        ("Connection: Keep-Alive ,, Upgrade", [.keepAlive, .upgrade], true),
        ("Connection: x-secret\r\nConnection: CLOSE", [.nominatesFields, .close], false),
    ]

    @Test("reads the Connection options", arguments: connections.indices)
    func connection(_ index: Int) throws {
        let (fields, options, isPersistent) = Self.connections[index]
        let text = Array("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n".utf8)
        let head = try #require(try parser.request(text.span))
        #expect(head.connection == options)
        #expect(head.isPersistent == isPersistent)
    }

    @Test("HTTP/1.0 closes unless it asks to keep, and never waits for 100 Continue")
    func http10() throws {
        let plain = Array("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n".utf8)
        let closing = try #require(try parser.request(plain.span))
        #expect(!closing.isPersistent)
        #expect(!closing.expectsContinue)
        let kept = Array("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n".utf8)
        #expect(try #require(try parser.request(kept.span)).isPersistent)
    }

    @Test("tells which fields a Connection field nominates")
    func nominated() throws {
        let text = Array("GET / HTTP/1.1\r\nHost: a\r\nConnection: X-One, close\r\nx-one: 1\r\nx-on: 2\r\n\r\n".utf8)
        _ = try parser.request(text.span)
        let nominated = parser.fields.filter { parser.isNominated($0, in: text.span) }
        #expect(nominated.map { text.span.text($0.name) } == ["x-one"])
    }

    @Test("knows the token characters of RFC 9110")
    func tokens() {
        let expected = Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        for byte in UInt8.min...UInt8.max {
            #expect(ByteClass.isToken(byte) == expected.contains(byte), "\(byte)")
        }
    }

    @Test("a head that is dribbled byte by byte is parsed once a line, not once a byte")
    func dribble() {
        let text = Array(("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "1", count: 4_000) + "\r\n\r\n").utf8)
        var accumulator = HeadAccumulator()
        var parses = 0
        for end in 1...text.count {
            let received = Array(text[..<end])
            if accumulator.isWorthParsing(received.span, limits: parser.limits) { parses += 1 }
        }
        #expect(parses < 25)
    }
}
