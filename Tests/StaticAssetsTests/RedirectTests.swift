import HTTPModel
import ReleaseModel
import StaticAssets
import Testing

@Suite("A _redirects file")
struct RedirectTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rules: String
        let path: String
        let outcome: String
        var query: String?

        var testDescription: String { "\(path)?\(query ?? "") under \(rules)" }

        init(_ rules: String, _ path: String, query: String? = nil, _ outcome: String) {
            (self.rules, self.path, self.query, self.outcome) = (rules, path, query, outcome)
        }
    }

    static let fixed: [Row] = [
        Row("/a /b", "/a", "302 /b"),
        Row("/a /b 301", "/a", "301 /b"),
        Row("/a /b 303", "/a", "303 /b"),
        Row("/a /b 307", "/a", "307 /b"),
        Row("/a\t/b \t 308 \r", "/a", "308 /b"),
        Row("/a /b 301 # moved", "/a", "301 /b"),
        Row("/a /b # moved, for now", "/a", "302 /b"),
        Row("/a /b#part", "/a", "302 /b#part"),
        Row("/a /b", "/a/", "404"),
        Row("/a/ /b", "/a", "404"),
        Row("a /b", "/a", "302 /b"),
        Row("/a#x?y /b", "/a", "302 /b"),
        Row("/a /b\n/a /c", "/a", "302 /b"),
        // Also in front of a file.
        Row("/page /b", "/page", "302 /b"),
        Row("/a https://other.example", "/a", "302 https://other.example/"),
        Row("/a https://other.example:8443/x?y#z", "/a", "302 https://other.example:8443/x?y#z"),
        // The query of the request, unless the target has one.
        Row("/a /b", "/a", query: "q=1", "302 /b?q=1"),
        Row("/a /b#f", "/a", query: "q=1", "302 /b?q=1#f"),
        Row("/a /b?own#f", "/a", query: "q=1", "302 /b?own#f"),
        Row("/a https://o.example", "/a", query: "q=1", "302 https://o.example/?q=1"),
        // In any spelling of the source and of the request.
        Row("/ü /b", "/%C3%BC", "302 /b"),
        Row("/%C3%BC /b", "/%c3%bc", "302 /b"),
        Row("/a:1 /b", "/a:1", "302 /b"),
        Row("/a:1 /b", "/a%3A1", "302 /b"),
        Row("/a /ü", "/a", "302 /%C3%BC"),
        Row("/a%2Fb /c", "/a/b", "302 /c"),
        // Not to another site by way of slashes.
        Row("/a //evil.example", "/a", "302 /evil.example"),
        Row("/a /\\evil.example", "/a", "302 /%5Cevil.example"),
    ]

    static let patterns: [Row] = [
        Row("/blog/* /news/:splat", "/blog/a/b", "302 /news/a/b"),
        Row("/blog/* /news/:splat", "/blog/", "302 /news/"),
        Row("/blog/* /news/:splat", "/blog", "404"),
        Row("/blog/* https://b.example/:splat 301", "/blog/a%20b/c", "301 https://b.example/a%20b/c"),
        Row("/*/end /:splat", "/a/b/end", "302 /a/b"),
        Row("/*/end /:splat", "/a/end/end", "302 /a/end"),
        Row("/*/end /:splat", "/end", "404"),
        Row("/a*b /:splat", "/ab", "302 /"),
        Row("/a*b /:splat", "/a/x/b", "302 /x/"),
        Row("/ab*ba /:splat", "/aba", "404"),
        Row("/m/:title /media/:title", "/m/x", "302 /media/x"),
        Row("/m/:title /media/:title", "/m/", "404"),
        Row("/m/:title /media/:title", "/m/x/y", "404"),
        Row("/p/:a/:b /q?a=:a&b=:b", "/p/1/2", "302 /q?a=1&b=2"),
        Row("/p/:id/:id_2 /:id_2/:id", "/p/1/2", "302 /2/1"),
        Row("/p/:id /q/:other/:id", "/p/1", "302 /q/:other/1"),
        Row("/:y-:m-:d /:y/:m/:d", "/2026-11-21", "302 /2026/11/21"),
        Row("/:a-:b /:a/:b", "/x-y-z", "302 /x-y/z"),
        Row("/:a-:b /:a/:b", "/-x", "404"),
        Row("/:a-:b /:a/:b", "/x-", "404"),
        Row("/:a-:b /:a/:b", "/--", "404"),
        Row("/:a-:b /:a/:b", "/---", "302 /-/-"),
        Row("/:name.html /:name", "/x.html.html", "302 /x.html"),
        Row("/:lang/* /:splat?lang=:lang", "/de/a/b", "302 /a/b?lang=de"),
        Row("/:a-*-b /:a/:splat", "/x-y-b", "302 /x/y"),
        Row("/:a-*-b /:a/:splat", "/x-b", "404"),
        Row("/x/*/:last /:last/:splat", "/x/1/2/3", "302 /3/1/2"),
        // In the order of the file, but those without placeholders that stand first.
        Row("/a/* /1\n/a/b /2", "/a/b", "302 /1"),
        Row("/a/b /2\n/a/* /1", "/a/b", "302 /2"),
        Row("/a/:x /1\n/a/* /2", "/a/b/c", "302 /2"),
        Row("/a/:x /1\n/a/* /2", "/a/b", "302 /1"),
        Row("/a/* /2\n/a/:x /1", "/a/b", "302 /2"),
        // What is captured cannot lead to another site.
        Row("/out/* /:splat", "/out//evil.example", "302 /evil.example"),
        Row("/out* /:splat", "/out/evil.example", "302 /evil.example"),
        Row("/out* /:splat", "/out/%5C/evil.example", "302 /%5C/evil.example"),
        Row("/out/* /:splat", "/out/%0D%0AX:1", "302 /%0D%0AX%3A1"),
    ]

    static let rewrites: [Row] = [
        Row("/a /page 200", "/a", "/page.html"),
        Row("/a /page.html 200", "/a", "/page.html"),
        Row("/u/:id /user/index.html 200", "/u/7", "/user/index.html"),
        Row("/u/:id /user/ 200", "/u/7", "/user/index.html"),
        Row("/x/* /:splat 200", "/x/app.js", "/app.js"),
        Row("/app.js /page 200", "/app.js", "/page.html"),
        Row("/a /b 200\n/b /page 200", "/a", "404"),
        Row("/a /b 200\n/b /page 200", "/b", "/page.html"),
        Row("/a /nothing 200", "/a", "404"),
        Row("/a /page?x#y 200", "/a", query: "q", "/page.html"),
    ]

    @Test("leads a path elsewhere", arguments: fixed + patterns + rewrites)
    func outcomes(row: Row) throws {
        let files = ["/page.html", "/user/index.html", "/app.js"]
        let site = try Site(files, AssetRules(redirects: row.rules))
        #expect(site.visit(row.path, query: row.query) == row.outcome)
    }

    @Test("goes before the code, for every method, but not before paths that are the code's first")
    func beforeCode() throws {
        let text = "/a /b\n/gone /nothing 200\n/api/a /b"
        let rules = try AssetRules(workerFirst: .paths(["/api/*"]), redirects: text)
        let site = try Site(["/x.html"], rules, worker: .dated("2025-04-01"))
        #expect(site.visit("/a", .post) == "302 /b")
        #expect(site.visit("/gone") == "404")
        #expect(site.visit("/api/a") == "worker")
        #expect(site.visit("/b") == "worker")
    }

    @Test("answers a rewrite to nothing with the page for what is not found")
    func rewriteToNothing() throws {
        let rules = try AssetRules(notFoundHandling: .page, redirects: "/a /nothing 200")
        let site = try Site(["/404.html"], rules, worker: .dated("2025-01-01"))
        #expect(site.visit("/a") == "404 /404.html")
    }

    struct Fault: Sendable {
        let line: String
        let reason: RuleProblem.Reason
        var handling = AssetRules.HTMLHandling.autoTrailingSlash

        init(_ line: String, _ reason: RuleProblem.Reason, _ handling: AssetRules.HTMLHandling = .autoTrailingSlash) {
            (self.line, self.reason, self.handling) = (line, reason, handling)
        }
    }

    static let faults: [Fault] = [
        Fault("/a", .wordCount(1)),
        Fault("/a /b 301 302", .wordCount(4)),
        Fault("/a # /b", .notAnAddress("#")),
        Fault("/a /b 404", .status("404")),
        Fault("/a /b moved", .status("moved")),
        Fault("/a b", .notAnAddress("b")),
        Fault("/a http://b.example/", .notAnAddress("http://b.example/")),
        Fault("/a https:///b", .notAnAddress("https:///b")),
        Fault("https://h.example/a /b", .hostNotAllowed("https://h.example/a")),
        Fault("/a https://h.example/b 200", .hostNotAllowed("https://h.example/b")),
        Fault("/*/* /b", .pattern(.severalSplats)),
        Fault("/:splat/* /b", .pattern(.severalSplats)),
        Fault("/:a/:a /b", .pattern(.placeholderRepeated("a"))),
        Fault("/:a:b /c", .pattern(.placeholdersTouch("b"))),
        Fault("/:a* /c", .pattern(.placeholdersTouch("splat"))),
        Fault("/*:a /c", .pattern(.placeholdersTouch("a"))),
        Fault("/* /index.html 200", .endless),
        Fault("/* /index.html", .endless, .none),
        Fault("/ /index", .endless),
        Fault("/x/ /x/index.html 301", .endless),
        Fault("/\(String(repeating: "a", count: 2_000)) /b", .lineTooLong(limit: 2_000)),
        Fault("/before /b", .sourceRepeated("/before")),
    ]

    @Test("is read but for the lines that are wrong, which are told", arguments: faults)
    func problems(fault: Fault) throws {
        let text = "# comment\n\n/before /1\r\n  \(fault.line)\n/after /2"
        let rules = RedirectRules(text, htmlHandling: fault.handling)
        #expect(rules.problems == [RuleProblem(file: .redirects, line: 4, reason: fault.reason)])
        let site = try Site(["/x.html"], AssetRules(htmlHandling: fault.handling, redirects: text))
        #expect(site.table.problems == rules.problems)
        #expect(site.visit("/before") == "302 /1")
        #expect(site.visit("/after") == "302 /2")
    }

    @Test("may send / to /index where HTML is not handled")
    func indexWithoutHandling() {
        #expect(RedirectRules("/ /index.html", htmlHandling: .none).problems.isEmpty)
        #expect(RedirectRules("/* https://h.example/index.html", htmlHandling: .none).problems.isEmpty)
    }

    @Test("has room for 2,000 rules without placeholders and 100 with")
    func limits() throws {
        let fixed = (1...2_001).map { "/f\($0) /x" }
        let ordered = (1...101).map { "/p\($0)/* /y" }
        let text = (fixed + ordered + ["/last /z"]).joined(separator: "\n")
        let site = try Site(["/x.html"], AssetRules(redirects: text))
        #expect(site.visit("/f2000") == "302 /x")
        #expect(site.visit("/f2001") == "404")
        #expect(site.visit("/p100/") == "302 /y")
        #expect(site.visit("/p101/") == "404")
        #expect(site.table.problems.map(\.line) == [2_001, 2_102])
        #expect(
            site.table.problems.map(\.reason) == [.tooManyRules(limit: 2_000), .tooManyRules(limit: 100)]
        )
    }

    @Test("of nothing but mistakes tells the first hundred")
    func manyProblems() {
        let text = String(repeating: "nonsense\n", count: 5_000)
        #expect(RedirectRules(text, htmlHandling: .none).problems.count == RuleProblem.maximumPerFile)
    }
}
