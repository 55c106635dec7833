import ReleaseModel
import Testing

@Suite("The spelling of a path")
struct PathSpellingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let file: String
        let request: String
        let outcome: String

        var testDescription: String { "\(request) for \(file)" }

        init(_ file: String, _ request: String, _ outcome: String) {
            (self.file, self.request, self.outcome) = (file, request, outcome)
        }
    }

    static let rows: [Row] = [
        Row("/[a].html", "/%5Ba%5D", "/[a].html"),
        Row("/[a].html", "/%5ba%5D", "307 /%5Ba%5D"),
        Row("/[a].html", "/[a]", "307 /%5Ba%5D"),
        Row("/[a].html", "/[a].html", "307 /%5Ba%5D"),
        Row("/[a].html", "/%5Ba%5D/", "307 /%5Ba%5D"),
        Row("/b/[bò].html", "/b/[b%C3%B2]", "307 /b/%5Bb%C3%B2%5D"),
        Row("/b/[bò].html", "/b/%5Bb%C3%B2%5D", "/b/[bò].html"),
        Row("/a b.css", "/a%20b.css", "/a b.css"),
        Row("/a+b.css", "/a+b.css", "307 /a%2Bb.css"),
        Row("/a?b.css", "/a%3Fb.css", "/a?b.css"),
        Row("/a.css", "/%61.css", "307 /a.css"),
        Row("/a.css", "//a.css", "307 /a.css"),
        Row("/a.css", "/.//a.css", "307 /a.css"),
        Row("/a.css", "/x/../a.css", "307 /a.css"),
        Row("/a.css", "/x/%2e%2E/a.css", "307 /a.css"),
        Row("/a.css", "/../../a.css", "307 /a.css"),
        Row("/d/a.css", "/d%2Fa.css", "307 /d/a.css"),
        Row("/d/index.html", "/d/x/..", "307 /d/"),
        Row("/d/index.html", "/d/.", "307 /d/"),
        // A file whose name holds an escape is asked for with the escape escaped, and by nothing else.
        Row("/%5Ba%5D.html", "/%255Ba%255D", "/%5Ba%5D.html"),
        Row("/%5Ba%5D.html", "/%5Ba%5D", "404"),
        Row("/%2E%2E", "/%252E%252E", "/%2E%2E"),
        // What cannot be decoded is taken for what it says.
        Row("/100%.css", "/100%.css", "307 /100%25.css"),
        Row("/100%.css", "/100%25.css", "/100%.css"),
        Row("/a.css", "/%FF/../a.css", "307 /a.css"),
        // Browsers take a backslash for a slash, and two of those for another site.
        Row("/a.html", "/a.html/\\evil", "404"),
        Row("/\\evil.html", "/\\evil.html", "307 /%5Cevil"),
    ]

    @Test("is decoded once, and one spelling is served", arguments: rows)
    func table(row: Row) throws {
        let site = try Site([row.file], AssetRules())
        #expect(site.visit(row.request) == row.outcome)
    }

    @Test("tells apart what only Unicode takes for equal")
    func normalization() throws {
        let site = try Site(["/\u{E9}.css", "/e\u{301}.css"], AssetRules())
        #expect(site.visit("/%C3%A9.css").utf8.elementsEqual("/\u{E9}.css".utf8))
        #expect(site.visit("/e%CC%81.css").utf8.elementsEqual("/e\u{301}.css".utf8))
    }
}
