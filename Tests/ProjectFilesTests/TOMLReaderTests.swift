import Testing

@testable import ProjectFiles

@Suite("TOML becomes the same tree as JSONC, or an error with its place")
struct TOMLReaderTests {
    @Test("reads every kind of value, in the order of the file")
    func readsValues() throws {
        let text = """
            name = "hello" # comment
            compatibility_date = 2026-01-31
            big = 9223372036854775807
            half = 0.5
            yes = true
            list = [1, "two", { three = 3 }]
            [vars]
            b = '''it's "raw" '''
            a.c = 1
            [[rules]]
            type = "Text"
            [[rules]]
            type = "Data"
            """
        let table = try TOMLReader.read(Array(text.utf8))
        let root = ConfigurationNode(value: .table(table), position: TextPosition(line: 1, column: 1))
        #expect(
            root.json == #"""
                {"big":9223372036854775807,"compatibility_date":"2026-01-31","half":0.5,"list":[1,"two",{"three":3}],\#
                "name":"hello","rules":[{"type":"Text"},{"type":"Data"}],"vars":{"a":{"c":1},"b":"it's \"raw\" "},"yes":true}
                """#
        )
        #expect(
            table.entries.map(\.key) == [
                "name", "compatibility_date", "big", "half", "yes", "list", "vars", "rules",
            ]
        )
        #expect(table["big"]?.position == TextPosition(line: 3, column: 7))
    }

    struct Refusal: CustomTestStringConvertible {
        let text: String
        let line: Int
        var testDescription: String { String(text.prefix(40)) }
    }

    @Test(
        "refuses what it cannot hold, and names the line",
        arguments: [
            Refusal(text: "a = 1\nb = \n", line: 2),
            Refusal(text: "a = 1\n\na = 2\n", line: 3),
            Refusal(text: "a = 1\nb = \"open\n", line: 2),
            Refusal(text: "a = nan\n", line: 1),
            Refusal(text: "a = -inf\n", line: 1),
            Refusal(text: "a = 1 2\n", line: 1),
            Refusal(text: "x = 1\n" + String(repeating: "a.", count: 200_000) + "a = 1\n", line: 2),
            Refusal(text: "[" + String(repeating: "\"a\" . ", count: 200_000) + "a]\n", line: 1),
            Refusal(
                text: "x = { s = \"\"\"a\"\"\"\", " + String(repeating: "a.", count: 100_000) + "a = 1 }\n",
                line: 1
            ),
            Refusal(text: "a = " + String(repeating: "[", count: 100), line: 1),
            Refusal(text: "# " + String(repeating: "x", count: ConfigurationLimits.length), line: 1),
        ]
    )
    func refuses(_ example: Refusal) {
        let error = #expect(throws: ConfigurationSyntaxError.self) { try TOMLReader.read(Array(example.text.utf8)) }
        #expect(error?.position.line == example.line, "\(error?.reason ?? "")")
    }

    @Test("minds neither dots in strings and comments nor an empty file")
    func acceptsDots() throws {
        let dots = String(repeating: ".", count: 500)
        let text = "# \(dots)\na = \"\(dots)\"\nb = '''\n\(dots)'''\nc = [\(String(repeating: "1.5, ", count: 200))]\n"
        let table = try TOMLReader.read(Array(text.utf8))
        #expect(table.entries.count == 3)
        #expect(try TOMLReader.read([]).entries.isEmpty)
    }
}
