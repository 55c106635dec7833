import ReleaseModel
import Testing

@Suite("A regular expression of paths", .timeLimit(.minutes(1)))
struct PathExpressionTests {
    @Test(
        "takes what others take by it: the leftmost match, and of several the first that trying in order finds",
        arguments: [
            ("^/v([0-9]+)/(.*)$", "/v1/users", ["1", "users"]), ("^/v([0-9]+)/", "/w1/", nil), ("", "/", []),
            ("b", "/abc", []), ("^b", "/abc", nil), ("/a$", "/a/b", nil), ("(a+)", "/xaay", ["aa"]),
            ("(a+?)", "/xaay", ["a"]), ("(a|ab)(c|bcd)?", "/abcd", ["a", "bcd"]),
            ("(ab|a)(bcd|c)", "/abcd", ["ab", "c"]),
            ("^/(?:x|y)/(\\d{2,3})$", "/y/123", ["123"]), ("^/(?:x|y)/(\\d{2,3})$", "/y/1", nil),
            ("^/(\\d{2})$", "/123", nil), ("^/(\\d{2,})$", "/1234", ["1234"]),
            ("^/(a{0,2}?)(.*)", "/aab", ["", "aab"]),
            ("/([^/]+)/([^/]*)", "/one/two/three", ["one", "two"]), ("/([a-c_-]+)", "/ab-_x", ["ab-_"]),
            ("/([]x]+)", "/]x", ["]x"]), ("/([\\]\\d]+)", "/1]a", ["1]"]),
            ("/(\\w+)\\.(\\w+)", "/a_1.png", ["a_1", "png"]),
            ("/(\\S*)(\\s)?", "/a%20b", ["a%20b", ""]), ("/(\\W)(\\D)", "/-x", ["-", "x"]),
            ("^/(a)?(b)?", "/b", ["", "b"]),
            ("((a)|b)*", "ab", ["b", "a"]), ("(a*)*", "aa", ["aa"]), ("(a*)+", "b", [""]), ("(|a)+", "aaa", [""]),
            ("/x|/y(.)", "/yz", ["z"]), ("a.c", "/abc", []), ("a\\.c", "/abc", nil), ("/é(.)", "/éa", ["a"]),
            ("^(/.*?)(/edit)?$", "/a/edit", ["/a", "/edit"]),
        ] as [(String, String, [String]?)]
    )
    func groups(text: String, path: String, expected: [String]?) throws {
        #expect(try PathExpression(text).groups(in: path) == expected)
    }

    @Test(
        "is refused where it cannot be read, and where it could not be matched in a bounded time",
        arguments: [
            ("(", .malformed(at: 0)), ("a)", .malformed(at: 1)), ("*a", .malformed(at: 0)), ("[a", .malformed(at: 0)),
            ("a{2,1}", .malformed(at: 1)), ("a{x}", .malformed(at: 1)), ("[b-a]", .malformed(at: 0)),
            ("\\", .malformed(at: 0)), ("(a)\\1", .unsupported("\\1")), ("\\bx", .unsupported("\\b")),
            ("(?=a)", .unsupported("(?=")), ("(?<!a)", .unsupported("(?<")), ("(?i)a", .unsupported("(?i")),
            ("a++", .unsupported("++")), ("a**", .unsupported("**")), ("[[:alpha:]]", .unsupported("[:")),
            ("(a{100}){100}", .tooLarge(limit: 256)), ("a{1000}", .tooLarge(limit: 256)),
            (String(repeating: "(?:", count: 33) + String(repeating: ")", count: 33), .tooDeep(limit: 32)),
            (String(repeating: "()", count: 21), .tooManyGroups(limit: 20)),
        ] as [(String, InvalidPathExpression)]
    )
    func refusals(text: String, problem: InvalidPathExpression) {
        #expect(throws: problem) { try PathExpression(text) }
    }

    @Test(
        "takes a time that grows with the path alone, also where others try ways without end",
        arguments: [
            "(a+)+$", "(a|a)*b", "(a*)*b", "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x$", "(a|aa)+$", "((a{0,9}){0,9}){0,1}b",
            "(?:(?:(?:){1000}){1000}){1000}", "(((((((((a*)*)*)*)*)*)*)*)*)*b",
        ]
    )
    func isBounded(text: String) throws {
        let expression = try PathExpression(text)
        let path = String(repeating: "a", count: 2_048) + "!"
        let duration = ContinuousClock().measure { _ = expression.groups(in: path) }
        #expect(duration < .seconds(5))
    }
}
