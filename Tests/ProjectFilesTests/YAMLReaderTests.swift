import Testing

@testable import ProjectFiles

@Suite("YAML becomes the same tree as TOML and JSONC, or an error with its place")
struct YAMLReaderTests {
    private static func json(_ text: String) throws -> String {
        let table = try YAMLReader.read(Array(text.utf8))
        return ConfigurationNode(value: .table(table), position: TextPosition(line: 1, column: 1)).json
    }

    @Test("reads every kind of value, in the order of the file and with its place")
    func readsValues() throws {
        let text = """
            # comment
            name: hello
            quoted: "a\\tb"
            single: 'it''s'
            block: |
              one
              two
            folded: >-
              one
              two
            list: [1, two, {three: 3}]
            items:
              - a
              - b: c
            empty:
            unicode: "\\u00e9 é"
            """
        let table = try YAMLReader.read(Array(text.utf8))
        #expect(
            try Self.json(text) == #"""
                {"block":"one\ntwo\n","empty":null,"folded":"one two","items":["a",{"b":"c"}],"list":[1,"two",{"three":3}],\#
                "name":"hello","quoted":"a\tb","single":"it's","unicode":"é é"}
                """#
        )
        #expect(table.entries.prefix(3).map(\.key) == ["name", "quoted", "single"])
        #expect(table.entries[0].position == TextPosition(line: 2, column: 1))
        #expect(table["name"]?.position == TextPosition(line: 2, column: 7))
    }

    struct Meaning: Sendable, CustomTestStringConvertible {
        let text: String
        let json: String
        var testDescription: String { text }

        init(_ text: String, _ json: String) {
            self.text = text
            self.json = json
        }
    }

    @Test(
        "takes plain scalars as JavaScript's readers do",
        arguments: [
            Meaning("1", "1"), Meaning("-1", "-1"), Meaning("+1", "1"), Meaning("0", "0"), Meaning("1.50", "1.50"),
            Meaning(".5", "0.5"), Meaning("1.", "1"), Meaning("1e3", "1e3"), Meaning("0x1F", "31"),
            Meaning("0o17", "15"),
            Meaning("012", "\"012\""), Meaning("1_000", "\"1_000\""), Meaning("1.0.0", "\"1.0.0\""),
            Meaning(".", "\".\""), Meaning("-0x1", "\"-0x1\""), Meaning("0x-1", "\"0x-1\""),
            Meaning(".inf", "\".inf\""), Meaning(".nan", "\".nan\""), Meaning("true", "true"),
            Meaning("FALSE", "false"),
            Meaning("yes", "\"yes\""), Meaning("off", "\"off\""), Meaning("~", "null"), Meaning("null", "null"),
            Meaning("2026-01-31", "\"2026-01-31\""), Meaning("\"1\"", "\"1\""), Meaning("'true'", "\"true\""),
            Meaning("!!str 1", "\"1\""), Meaning("! 1", "\"1\""), Meaning("!!int 1", "1"), Meaning("!!map {}", "{}"),
        ]
    )
    func scalars(_ example: Meaning) throws {
        #expect(try Self.json("a: \(example.text)\n") == "{\"a\":\(example.json)}")
    }

    @Test("writes aliases out and merges mappings; what a mapping has itself counts")
    func aliases() throws {
        let text = """
            base: &base {a: 1, b: 2}
            other: &other {b: 3, c: 4}
            copy: *base
            one: {<<: *base, a: 0}
            both: {<<: [*base, *other], d: 5}
            quoted: {"<<": 1}
            """
        #expect(
            try Self.json(text) == #"""
                {"base":{"a":1,"b":2},"both":{"a":1,"b":2,"c":4,"d":5},"copy":{"a":1,"b":2},"one":{"a":0,"b":2},\#
                "other":{"b":3,"c":4},"quoted":{"<<":1}}
                """#
        )
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let place: TextPosition
        let reason: String
        var testDescription: String { String(text.prefix(40)) }

        init(_ text: String, _ line: Int, _ column: Int, _ reason: String) {
            self.text = text
            place = TextPosition(line: line, column: column)
            self.reason = reason
        }
    }

    /// Nine levels of nine: a thousand million values in 400 bytes.
    static let laughs =
        "a0: &a0 [" + Array(repeating: "lol", count: 9).joined(separator: ",") + "]\n"
        + (1..<9).map { level in
            "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",") + "]\n"
        }.joined()

    /// Few values, of which each is long.
    static let longLaughs =
        "a: &a " + String(repeating: "x", count: 100_000) + "\nb: ["
        + Array(repeating: "*a", count: 50).joined(separator: ",")
        + "]\n"

    /// Each level holds the one before, so that the aliases nest.
    static let deepLaughs =
        "a0: &a0 {}\n" + (1...70).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()

    @Test(
        "refuses what is wrong or means too much, and names the place",
        arguments: [
            Refusal("a: 1\nb: [", 3, 1, "did not find expected node content"),
            Refusal("a: 1\n\ta: 2\n", 2, 1, "found a tab character that violates indentation"),
            Refusal("a: 1\nb: \"open\n", 3, 1, "found unexpected end of stream"),
            Refusal("a: 1\nb: 2\na: 3\n", 3, 1, "\"a\" appears twice in one mapping"),
            Refusal("? [a]\n: 1\n", 1, 3, "a key must be a text"),
            Refusal("a: *b\n", 1, 4, "there is no anchor &b before this"),
            Refusal("a: &a [*a]\n", 1, 8, "there is no anchor &a before this"),
            Refusal("a: !ruby/object x\n", 1, 4, "a tag that is not known here, or does not fit its value"),
            Refusal("a: !!int x\n", 1, 4, "a tag that is not known here, or does not fit its value"),
            Refusal("a: !!set {b}\n", 1, 4, "a tag that is not known here, or does not fit its value"),
            Refusal("a: {<<: 1}\n", 1, 9, "\"<<\" merges mappings only"),
            Refusal("a: 1\n---\nb: 2\n", 2, 1, "the file holds a second document"),
            Refusal("", 1, 1, "the file is empty"),
            Refusal("- a\n", 1, 1, "the file must hold a mapping"),
            Refusal("a: b\u{7}\n", 1, 5, "control characters are not allowed"),
            Refusal(laughs, 6, 10, "there are more than 100000 values, aliases written out"),
            Refusal(longLaughs, 2, 125, "the texts have more than 4194304 bytes, aliases written out"),
            Refusal(deepLaughs, 64, 12, "values are nested deeper than 64"),
            Refusal("a: " + String(repeating: "[", count: 100), 1, 67, "values are nested deeper than 64"),
            Refusal(
                "#" + String(repeating: "x", count: ConfigurationLimits.length),
                1,
                1,
                "the file is larger than 1048576 bytes"
            ),
        ]
    )
    func refuses(_ example: Refusal) {
        let error = #expect(throws: ConfigurationSyntaxError.self) { try YAMLReader.read(Array(example.text.utf8)) }
        #expect(error?.reason == example.reason)
        #expect(error?.position == example.place)
    }

    @Test("refuses bytes that are no text")
    func notText() {
        let error = #expect(throws: ConfigurationSyntaxError.self) { try YAMLReader.read([0x61, 0x3A, 0x20, 0xFF]) }
        #expect(error?.reason == "the file is not UTF-8")
    }
}
