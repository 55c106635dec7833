import Testing

@testable import HTTPModel

@Suite("A JSON document that is handed on")
struct JSONTextTests {
    @Test(
        "is one well-formed value",
        arguments: [
            "null", "true", "false", "0", "-0", "12", "1.50", "1e400", "-1.5E+07", "\"\"", "\"ä\\u00e4\\n\"", "[]",
            "{}",
            " [ 1 , {\"a\" : [ ] } ] \n", "{\"a\":1,\"a\":2}", "123456789012345678901234567890.00000000000000000001",
        ]
    )
    func reads(text: String) throws {
        let document = try #require(JSONText(text))
        #expect(document.text == text.trimmingSpaces)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", " ", "nul", "nulll", "True", "01", "1.", ".5", "+1", "1e", "--1", "\"", "\"\\x\"", "\"\\u12g4\"",
            "\"a\u{1}\"", "[1,]", "[1 2]", "[", "]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "1 2", "NaN", "'a'",
            String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
        ]
    )
    func refuses(text: String) {
        #expect(JSONText(text) == nil)
    }

    @Test("that is not UTF-8 is refused")
    func refusesBytes() {
        #expect(JSONText([0x22, 0xFF, 0x22]) == nil)
        #expect(JSONText([0xFF]) == nil)
    }

    @Test("keeps what is not changed byte for byte")
    func setsMembers() throws {
        let document = try #require(JSONText(#"{"b" : 1.0, "a":"\u00e4", "c":null}"#))
        let changed = document.setting([
            .init("c", .null), .init("b", JSONText([JSONText]())), .init("d", .null),
        ])
        #expect(changed.text == #"{"b":[],"a":"\u00e4","c":null,"d":null}"#)
        #expect(document.removing(["a", "x"]).text == #"{"b":1.0,"c":null}"#)
        #expect(document["a"]?.string == "ä")
        #expect(document["c"]?.isNull == true)
        #expect(document["x"] == nil)
        #expect(JSONText("[1]")?.setting([.init("a", .null)]).text == "[1]")
    }

    @Test(
        "is the same as another by what it says, digits apart",
        arguments: [
            (#"{"a":1,"b":[true,null]}"#, #" {"b":[ true,null ],"a":1}"#, true),
            (#""\u00e4""#, #""ä""#, true),
            ("1", "1.0", false),
            ("[1,2]", "[2,1]", false),
            (#"{"a":1,"a":2}"#, #"{"a":2}"#, true),
            ("\"1\"", "1", false),
        ]
    )
    func compares(first: String, second: String, isSame: Bool) throws {
        #expect((JSONText(first)?.canonical == JSONText(second)?.canonical) == isSame)
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " || $0 == "\n" }.reversed().drop { $0 == " " || $0 == "\n" }.reversed())
    }
}
