import Testing

@testable import ProjectFiles

@Suite("JSONC becomes one tree, or an error with its place")
struct JSONCReaderTests {
    struct Case: CustomTestStringConvertible {
        let text: String
        let json: String
        var testDescription: String { text }
    }

    @Test(
        "reads what wrangler.jsonc may hold",
        arguments: [
            Case(text: "{}", json: "{}"),
            Case(text: "\u{FEFF}{\"a\":1}", json: #"{"a":1}"#),
            Case(
                text: "// one\n{ /* two */ \"b\": [1, 2.50e+3, -0,], \"a\": null, }",
                json: #"{"a":null,"b":[1,2.50e+3,-0]}"#
            ),
            Case(text: #"{"a": "// no /* comment */"}"#, json: #"{"a":"// no /* comment */"}"#),
            Case(text: #"{"a":"\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t"}"#, json: #"{"a":"é😀\"\\/\u0008\u000c\n\r\t"}"#),
            Case(text: #"{"n": 12345678901234567890.123456789}"#, json: #"{"n":12345678901234567890.123456789}"#),
            Case(text: #"{"t":true,"f":false,"o":{"x":{}}}"#, json: #"{"f":false,"o":{"x":{}},"t":true}"#),
        ]
    )
    func reads(_ example: Case) throws {
        let table = try JSONCReader.read(Array(example.text.utf8))
        let root = ConfigurationNode(value: .table(table), position: TextPosition(line: 1, column: 1))
        #expect(root.json == example.json)
    }

    struct Refusal: CustomTestStringConvertible {
        let text: String
        let line: Int
        let column: Int
        var testDescription: String { text }
    }

    @Test(
        "names line and column of what is wrong",
        arguments: [
            Refusal(text: "", line: 1, column: 1),
            Refusal(text: "[]", line: 1, column: 1),
            Refusal(text: "{\n  \"a\": 1\n  \"b\": 2\n}", line: 3, column: 3),
            Refusal(text: "{\"é\": x}", line: 1, column: 7),
            Refusal(text: "{\"a\": 1,, }", line: 1, column: 9),
            Refusal(text: "{,}", line: 1, column: 2),
            Refusal(text: "{\"a\": \"open\n\"}", line: 1, column: 12),
            Refusal(text: "{\n/* open", line: 2, column: 1),
            Refusal(text: "{\"a\": 01}", line: 1, column: 8),
            Refusal(text: "{\"a\": 1.}", line: 1, column: 9),
            Refusal(text: "{\"a\": \"\\ud800\"}", line: 1, column: 8),
            Refusal(text: "{\"a\": \"\\", line: 1, column: 8),
            Refusal(text: "{\"a\": 1, \"a\": 2}", line: 1, column: 10),
            Refusal(text: "{} x", line: 1, column: 4),
            Refusal(text: "{\"a\":" + String(repeating: "[", count: 70), line: 1, column: 69),
        ]
    )
    func refuses(_ example: Refusal) {
        let error = #expect(throws: ConfigurationSyntaxError.self) {
            try JSONCReader.read(Array(example.text.utf8))
        }
        #expect(error?.position == TextPosition(line: example.line, column: example.column), "\(error?.reason ?? "")")
    }

    @Test("refuses bytes that are no UTF-8, and files beyond the limit")
    func refusesForeignBytes() {
        #expect(throws: ConfigurationSyntaxError.self) { try JSONCReader.read([0x7B, 0xFF, 0x7D]) }
        let long = [UInt8](repeating: 0x20, count: ConfigurationLimits.length + 1)
        #expect(throws: ConfigurationSyntaxError.self) { try JSONCReader.read(long) }
    }

    @Test("reads a megabyte on one line in a time that grows with its length", .timeLimit(.minutes(1)))
    func readsLongLines() throws {
        let text = "{\"a\":[" + String(repeating: "1,", count: 90_000) + "1]}"
        let table = try JSONCReader.read(Array(text.utf8))
        guard case .array(let elements)? = table["a"]?.value else { throw Missing() }
        #expect(elements.count == 90_001)
        #expect(elements.last?.position == TextPosition(line: 1, column: 180_007))
    }

    private struct Missing: Error {}
}
