import HTTPModel
import Testing

@Suite("Header fields")
struct HTTPFieldsTests {
    @Test("keep their order, compare names without case and show the first value")
    func order() throws {
        var fields: HTTPFields = ["Content-Type": "a/b", "X-One": "1", "x-one": "2"]
        #expect(fields["CONTENT-TYPE"] == "a/b")
        #expect(fields["x-One"] == "1")
        #expect(fields.values(of: "X-ONE") == ["1", "2"])
        fields.append("Last", "z")
        fields.set("x-one", to: "3")
        #expect(fields.map { "\($0.name)=\($0.value)" } == ["Content-Type=a/b", "x-one=3", "Last=z"])
        fields.remove("LAST")
        #expect(!fields.contains("last"))
        #expect(fields["absent"] == nil)
    }

    @Test("refuse names that are no tokens", arguments: ["", "a b", "a:", "ä", "a\r\nb", "a\0", "a(b)", "a\"b\""])
    func badNames(name: String) {
        #expect(throws: HTTPFieldName.Invalid.self) { try HTTPFieldName(name) }
        #expect(throws: HTTPMethod.Invalid.self) { try HTTPMethod(name) }
    }

    @Test(
        "refuse values that could end a field or hide something",
        arguments: ["a\r\nSet-Cookie: x", "a\nb", "a\rb", "a\0b", "\u{7F}", "\u{1B}[2J", "\r\n"]
    )
    func badValues(value: String) {
        #expect(throws: HTTPFieldValue.Invalid.self) { try HTTPFieldValue(value) }
    }

    @Test("take values without the white space around them")
    func trimming() {
        #expect(HTTPFieldValue(" \ta\tb ü \t").text == "a\tb ü")
        #expect(HTTPFieldValue("  ").text.isEmpty)
        #expect(HTTPFieldValue(17).text == "17")
    }
}
