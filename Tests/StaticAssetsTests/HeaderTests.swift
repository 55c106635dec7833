import HTTPModel
import ReleaseModel
import StaticAssets
import Testing

@Suite("A _headers file")
struct HeaderTests {
    private func fields(
        _ text: String,
        _ path: String,
        host: String = "site.example",
        _ method: HTTPMethod = .get
    ) throws -> HTTPFields {
        let rules = try AssetRules(headers: text, redirects: "/moved /a.css")
        let site = try Site(["/a.css", "/m/x.js", "/page.html"], rules)
        return site.table.answer(AssetRequest(method, host: host, path: path)).fields
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let rules: String
        let path: String
        let value: String?
        var host = "site.example"

        var testDescription: String { "\(host)\(path) under \(rules)" }

        init(_ rules: String, _ path: String, _ value: String?, host: String = "site.example") {
            (self.rules, self.path, self.value, self.host) = (rules, path, value, host)
        }
    }

    /// What becomes of the field `X`.
    static let rows: [Row] = [
        Row("/a.css\n  X: 1", "/a.css", "1"),
        Row("/a.css\n  X: 1", "/m/x.js", nil),
        Row("/a.css\nX:1", "/a.css", "1"),
        Row("# c\n\n/a.css\r\n\t# c\r\n\tX : 1 \r\n", "/a.css", "1"),
        Row("/a.css\n x: https://h.example/#f", "/a.css", "https://h.example/#f"),
        Row("/a.css\n X: 1\n X: 2", "/a.css", "1, 2"),
        Row("/*\n X: 1\n/a.css\n X: 2\n/*\n x: 3", "/a.css", "1, 2, 3"),
        Row("/*\n X: 1\n/a.css\n ! X", "/a.css", nil),
        Row("/*\n X: 1\n/a.css\n ! X", "/m/x.js", "1"),
        Row("/*\n X: 1\n/a.css\n X: 2\n !  x", "/a.css", "2"),
        Row("/m/:file\n X: the :file", "/m/x.js", "the x.js"),
        Row("/m/:file\n X: the :file", "/m/", nil),
        Row("/m/*\n X: :splat :other", "/m/x.js", "x.js :other"),
        Row("/*.css\n X: :splat", "/a.css", "a"),
        Row("/*\n X: :splat", "/%5Ca", "%5Ca"),
        // On everything that the files answer: redirects, what is not found, what is refused.
        Row("/moved\n X: 1", "/moved", "1"),
        Row("/page.html\n X: 1", "/page.html", "1"),
        Row("/nothing\n X: 1", "/nothing", "1"),
        // By host, without regard to case and port.
        Row("https://site.example/*\n X: 1", "/a.css", "1"),
        Row("https://site.example/*\n X: 1", "/a.css", "1", host: "SITE.example:8787"),
        Row("https://SITE.example/*\n X: 1", "/a.css", "1"),
        Row("https://site.example/*\n X: 1", "/a.css", nil, host: "other.example"),
        Row("https://site.example\n X: 1", "/a.css", nil),
        Row("https://:name.example/*\n X: :name", "/a.css", "site"),
        Row("https://:name.example/*\n X: :name", "/a.css", nil, host: "a.site.example"),
        Row("https://:version.:name.example/*\n X: :name", "/a.css", "site", host: "a.site.example"),
        Row("https://*.example/a.css\n X: :splat", "/a.css", "a.b", host: "a.b.example"),
        Row("https://:name.example/*\n X: :name", "/a.css", nil, host: "a\u{7}.example"),
        Row("https://site.example/*\n X: 1", "/a.css", nil, host: ""),
        Row("https://site.example/*\n X: 1", "/a.css", nil, host: ":80"),
    ]

    @Test("sets and removes fields", arguments: rows)
    func field(row: Row) throws {
        #expect(try fields(row.rules, row.path, host: row.host)["X"] == row.value)
    }

    @Test("replaces and removes what the server sets")
    func defaults() throws {
        let text = "/a.css\n Cache-Control: no-store\n ! ETag\n Content-Type: text/plain\n"
        let fields = try fields(text, "/a.css")
        #expect(fields.values(of: .cacheControl) == ["no-store"])
        #expect(fields.values(of: .contentType) == ["text/plain"])
        #expect(!fields.contains(.eTag))
    }

    @Test("gives each cookie a field of its own")
    func cookies() throws {
        let fields = try fields("/*\n Set-Cookie: a=1\n Set-Cookie: b=2\n", "/a.css")
        #expect(fields.values(of: .setCookie) == ["a=1", "b=2"])
    }

    @Test("does nothing to what the code answers")
    func code() throws {
        let site = try Site(["/a.css"], AssetRules(headers: "/*\n X: 1"), worker: .dated("2025-01-01"))
        #expect(site.visit("/x") == "worker")
    }

    struct Fault: Sendable {
        let text: String
        let line: Int
        let reason: RuleProblem.Reason

        init(_ text: String, _ line: Int, _ reason: RuleProblem.Reason) {
            (self.text, self.line, self.reason) = (text, line, reason)
        }
    }

    static let faults: [Fault] = [
        Fault("X: 1\n", 1, .fieldWithoutPath),
        Fault("! X\n", 1, .fieldWithoutPath),
        Fault("nonsense\n", 1, .fieldWithoutColon),
        Fault("/a\n nonsense\n Y: 1\n", 2, .fieldWithoutColon),
        Fault("/a\n !X\n Y: 1\n", 2, .fieldWithoutColon),
        Fault("/a\n/b\n Y: 1\n", 1, .pathWithoutFields("/a")),
        Fault("/b\n Y: 1\n/a\n# end\n", 3, .pathWithoutFields("/a")),
        Fault("/a\n X Y: 1\n Y: 1\n", 2, .fieldName("X Y")),
        Fault("/a\n : 1\n Y: 1\n", 2, .fieldName("")),
        Fault("/a\n X:\n Y: 1\n", 2, .fieldValue("X")),
        Fault("/a\n X: a\u{7}\n Y: 1\n", 2, .fieldValue("X")),
        Fault("/a\n Content-Length: 5\n Y: 1\n", 2, .fieldNotAllowed("Content-Length")),
        Fault("/a\n ! transfer-encoding\n Y: 1\n", 2, .fieldNotAllowed("transfer-encoding")),
        Fault("http://h.example/\n", 1, .notAnAddress("http://h.example/")),
        Fault("https://h.example:80/\n", 1, .portInHost("https://h.example:80/")),
        Fault("https://*.h.example/*\n", 1, .pattern(.severalSplats)),
        Fault("https://:a.h.example/:a\n", 1, .pattern(.placeholderRepeated("a"))),
        Fault("/\(String(repeating: ":a/", count: 2))\n", 1, .pattern(.placeholderRepeated("a"))),
        Fault("/" + (0...32).map { ":a\($0)" }.joined(separator: "/"), 1, .pattern(.tooManyPlaceholders(limit: 32))),
        Fault("/a\n X: \(String(repeating: "x", count: 2_000))\n Y: 1\n", 2, .lineTooLong(limit: 2_000)),
    ]

    @Test("is read but for the lines that are wrong, which are told", arguments: faults)
    func problems(fault: Fault) throws {
        let text = fault.text + "\n/after\n X: 1\n"
        let rules = HeaderRules(text)
        #expect(rules.problems == [RuleProblem(file: .headers, line: fault.line, reason: fault.reason)])
        #expect(try fields(text, "/after")["X"] == "1")
    }

    @Test("leaves the fields below a path that is wrong to nobody")
    func fieldsOfNobody() throws {
        let text = "/*\n X: 1\n/*/*\n X: 2\n"
        #expect(HeaderRules(text).problems.map(\.line) == [3, 4])
        #expect(try fields(text, "/a.css")["X"] == "1")
    }

    @Test("has room for 100 rules")
    func limit() throws {
        let text = (1...101).map { "/\($0)\n X: \($0)\n" }.joined()
        #expect(
            HeaderRules(text).problems == [
                RuleProblem(file: .headers, line: 201, reason: .tooManyRules(limit: 100))
            ]
        )
        #expect(try fields(text, "/100")["X"] == "100")
        #expect(try fields(text, "/101")["X"] == nil)
    }

    @Test("says in words what is wrong, and where")
    func words() {
        let problem = HeaderRules("/*/*\n").problems.first
        #expect(problem?.description == "_headers:1: only one * is allowed")
    }
}
