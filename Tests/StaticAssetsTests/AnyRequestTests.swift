import HTTPModel
import ReleaseModel
import StaticAssets
import Testing

@Suite("Whatever a request holds")
struct AnyRequestTests {
    static let handlings = AssetRules.HTMLHandling.allCases
    /// Parts of paths, chosen so that their combinations hit files, spellings of files, rules and nonsense.
    static let parts = [
        "/", "/", "index", ".html", "a", "b", "both", "//", ".", "..", "%", "%2F", "%2e", "%61", "%00", "%zz", "%C3",
        "%C3%A9", "\u{E9}", "e\u{301}", "\u{301}", "[", "*", ":splat", "\\", "\r\n", " ", "?", "#", "~", "404",
    ]
    static let rules = """
        /a/* /:splat
        /b/:x/:y /:y/:x?z=:x
        /*-* /ignored
        /both/*.html /index/:splat 200
        /index/:a-:b https://h.example/:b:a
        """
    static let headers = """
        /*
          X: :splat
        /a/:x
          Y: :x
        https://:h.example/b*
          ! X
        """

    private func site(_ handling: AssetRules.HTMLHandling, withRules: Bool) throws -> Site {
        let files = [
            "/index.html", "/404.html", "/a.html", "/a/index.html", "/a/b.html", "/b/index.html", "/index/index.html",
            "/both", "/both.html", "/both/index.html", "/a/index/index.html", "/[.html", "/\u{E9}.html",
        ]
        let rules = try AssetRules(
            htmlHandling: handling,
            notFoundHandling: .page,
            workerFirst: .paths(["/w*/*x*", "!/w/a*"]),
            headers: withRules ? Self.headers : nil,
            redirects: withRules ? Self.rules : nil
        )
        return try Site(files, rules, worker: .dated("2025-05-01"))
    }

    private func randomPath(_ generator: inout SplitMix64) -> String {
        let length = Int.random(in: 0...8, using: &generator)
        let parts = (0..<length).compactMap { _ in Self.parts.randomElement(using: &generator) }
        return (Bool.random(using: &generator) ? "/" : "") + parts.joined()
    }

    @Test("the answer can be written out", arguments: handlings)
    func neverTraps(handling: AssetRules.HTMLHandling) throws {
        let site = try site(handling, withRules: true)
        var generator = SplitMix64(seed: 20_261_121)
        for _ in 0..<1_500 {
            let path = randomPath(&generator)
            let first = Int.random(in: 0...20, using: &generator)
            let request = AssetRequest(
                [.get, .head, .post].randomElement(using: &generator) ?? .get,
                host: ["h.example", "a.example:80", "", "\u{301}.example"].randomElement(using: &generator) ?? "",
                path: path,
                query: Bool.random(using: &generator) ? randomPath(&generator) : nil,
                fields: ["Range": try HTTPFieldValue("bytes=\(first)-")]
            )
            guard case .respond(let response) = site.table.decide(request) else { continue }
            for field in response.fields {
                #expect(field.value.text.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(path): \(field)")
            }
            if let location = response.fields[.location] {
                let isOurs = location.hasPrefix("/") && !location.hasPrefix("//") && !location.hasPrefix("/\\")
                #expect(isOurs || location.hasPrefix("https://h.example/"), "\(path) leads to \(location)")
            }
            if let slice = response.slice { #expect(slice.range.count == response.length) }
        }
    }

    @Test("its redirects come to an end without a rule of the site's own", arguments: handlings)
    func redirectsEnd(handling: AssetRules.HTMLHandling) throws {
        let site = try site(handling, withRules: false)
        var generator = SplitMix64(seed: 1_121_2026)
        for _ in 0..<1_500 {
            let start = randomPath(&generator)
            var path = start
            var hops = 0
            while let next = site.response(path).fields[.location], hops < 4 {
                path = next
                hops += 1
            }
            #expect(hops <= 2, "\(start) takes \(hops) redirects, the last to \(path)")
        }
    }

    @Test("a long path costs no more than its length, also under patterns with many places to try")
    func longPath() throws {
        let placeholders = (0..<30).map { ":p\($0)" }.joined(separator: "-")
        let text = "/\(placeholders)-*z- /x\n/y*-\(placeholders) /y\n/:a/*-\(placeholders)-z- /z\n"
        let headers = (0..<100).map { "/\($0)*-\(placeholders)x\n X: 1\n" }.joined()
        let site = try Site(["/a"], AssetRules(headers: headers, redirects: text))
        #expect(site.table.problems.isEmpty)
        let path = "/" + String(repeating: "-", count: 60_000)
        let elapsed = ContinuousClock().measure { #expect(site.visit(path) == "404") }
        #expect(elapsed < .seconds(5), "backtracking would take longer than anyone waits")
    }
}
