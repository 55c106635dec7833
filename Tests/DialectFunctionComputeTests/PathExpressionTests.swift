import DialectFunctionCompute
import Testing

@Suite("A regular expression of paths", .timeLimit(.minutes(1)))
struct PathExpressionTests {
    @Test(
        "takes the leftmost match, and of several the first that trying in order finds",
        arguments: [
            ("^/v([0-9]+)/(.*)$", "/v1/users", ["1", "users"]), ("^/v([0-9]+)/", "/w1/", nil), ("", "/", []),
            ("b", "/abc", []), ("^b", "/abc", nil), ("/a$", "/a/b", nil), ("(a+?)", "/xaay", ["a"]),
            ("(a|ab)(c|bcd)?", "/abcd", ["a", "bcd"]), ("(ab|a)(bcd|c)", "/abcd", ["ab", "c"]),
            ("^/(?:x|y)/(\\d{2,3})$", "/y/123", ["123"]), ("^/(?:x|y)/(\\d{2,3})$", "/y/1", nil),
            ("^/(a)?(b)?", "/b", ["", "b"]), ("/é(.)", "/éa", ["a"]), ("^$", "", []), ("(x*)", "", [""]),
            ("^(/.*?)(/edit)?$", "/a/edit", ["/a", "/edit"]),
        ] as [(String, String, [String]?)]
    )
    func groups(text: String, path: String, expected: [String]?) throws {
        #expect(try PathExpression(text).groups(in: path) == expected)
    }

    @Test(
        "is refused with a reason where it cannot be read, needs too much, or could take for ever",
        arguments: ["(", "a)", "*a", "[a", "a{2,1}", "\\", "(a)\\1", "(?=a)", "(?<!a)", "a**", "((a{100}){100}){100}"]
    )
    func refusals(text: String) {
        let error = #expect(throws: PathExpression.Invalid.self) { try PathExpression(text) }
        #expect(error?.reason.isEmpty == false)
    }

    /// An engine that tries one way after the other would not end before the machine does.
    @Test(
        "takes a time that grows with the path alone",
        arguments: ["(a+)+$", "(a|a)*b", "(a*)*b", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x$", "(a|aa)+$"]
    )
    func bounded(text: String) throws {
        #expect(try PathExpression(text).groups(in: String(repeating: "a", count: 2_048) + "!") == nil)
    }
}
