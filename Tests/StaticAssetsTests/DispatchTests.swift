import HTTPModel
import ReleaseModel
import StaticAssets
import Testing

@Suite("Files and code")
struct DispatchTests {
    static let files = ["/index.html", "/404.html", "/docs/404.html", "/docs/guide.html", "/app.js"]
    static let navigation: HTTPFields = ["Sec-Fetch-Mode": "navigate"]
    static let date = "2025-04-01"

    struct Missing: Sendable {
        let handling: AssetRules.NotFoundHandling
        let path: String
        let outcome: String
    }

    @Test(
        "answer for what is not found as they are told, when there is no code",
        arguments: [
            Missing(handling: .none, path: "/x", outcome: "404"),
            Missing(handling: .page, path: "/x", outcome: "404 /404.html"),
            Missing(handling: .page, path: "/docs/x", outcome: "404 /docs/404.html"),
            Missing(handling: .page, path: "/docs/deep/er/", outcome: "404 /docs/404.html"),
            Missing(handling: .page, path: "/docsx/y", outcome: "404 /404.html"),
            Missing(handling: .page, path: "/404", outcome: "/404.html"),
            Missing(handling: .page, path: "/[x]", outcome: "307 /%5Bx%5D"),
            Missing(handling: .singlePageApplication, path: "/x/y", outcome: "/index.html"),
            Missing(handling: .singlePageApplication, path: "/x.css", outcome: "/index.html"),
        ]
    )
    func missing(row: Missing) throws {
        let site = try Site(Self.files, AssetRules(notFoundHandling: row.handling))
        #expect(site.visit(row.path) == row.outcome)
    }

    @Test("leave a site without the page in question without an answer")
    func noPage() throws {
        for handling in AssetRules.NotFoundHandling.allCases {
            let site = try Site(["/app.js"], AssetRules(notFoundHandling: handling))
            #expect(site.visit("/x") == "404")
        }
    }

    struct Turn: Sendable {
        var date = "2025-04-01"
        var flags: [String] = []
        var handling = AssetRules.NotFoundHandling.singlePageApplication
        var path = "/x"
        var fields: HTTPFields = DispatchTests.navigation
        let outcome: String
    }

    @Test(
        "take turns: a file, else the code, but for a browser that goes to a page",
        arguments: [
            Turn(path: "/app.js", fields: [:], outcome: "/app.js"),
            Turn(fields: [:], outcome: "worker"),
            Turn(fields: ["Sec-Fetch-Mode": "cors"], outcome: "worker"),
            Turn(outcome: "/index.html"),
            Turn(handling: .page, outcome: "404 /404.html"),
            Turn(handling: .none, outcome: "worker"),
            Turn(date: "2025-03-31", outcome: "worker"),
            Turn(date: "2025-03-31", flags: ["assets_navigation_prefers_asset_serving"], outcome: "/index.html"),
            Turn(date: "2026-01-01", flags: ["assets_navigation_has_no_effect"], outcome: "worker"),
        ]
    )
    func turns(turn: Turn) throws {
        let rules = try AssetRules(notFoundHandling: turn.handling)
        let site = try Site(Self.files, rules, worker: .dated(turn.date, flags: turn.flags))
        #expect(site.visit(turn.path, fields: turn.fields) == turn.outcome)
    }

    @Test("give the code every request that is to be its own first")
    func always() throws {
        let site = try Site(Self.files, AssetRules(workerFirst: .always), worker: .dated(Self.date))
        #expect(site.visit("/app.js") == "worker")
        #expect(site.visit("/x", fields: Self.navigation) == "worker")
        #expect(site.response("/app.js").status == .ok, "the code's own binding reaches the files")
    }

    struct First: Sendable {
        let path: String
        let outcome: String
    }

    @Test(
        "give the code the paths that are its own, but for exceptions",
        arguments: [
            First(path: "/api/x", outcome: "worker"),
            First(path: "/api/", outcome: "worker"),
            First(path: "/api", outcome: "/index.html"),
            First(path: "/api/docs/x", outcome: "/index.html"),
            First(path: "/app.js", outcome: "/app.js"),
            First(path: "/v1/x/edit", outcome: "worker"),
            First(path: "/v1//x/y/edit", outcome: "worker"),
            First(path: "/v1/x/edits", outcome: "/index.html"),
            First(path: "/secret", outcome: "worker"),
            First(path: "/secrets", outcome: "/index.html"),
            // No other spelling goes round the code.
            First(path: "/%61pi/x", outcome: "worker"),
            First(path: "//api//x", outcome: "worker"),
            First(path: "/y/../api/x", outcome: "worker"),
            First(path: "/api%2Fx", outcome: "worker"),
            First(path: "/b[c", outcome: "worker"),
        ]
    )
    func paths(row: First) throws {
        let paths = ["/api/*", "!/api/docs/*", "/v1/*/edit", "/secret", "/b[c"]
        let rules = try AssetRules(notFoundHandling: .singlePageApplication, workerFirst: .paths(paths))
        let site = try Site(Self.files, rules, worker: .dated("2024-01-01"))
        #expect(site.visit(row.path) == row.outcome)
    }

    @Test("leave the rest to the code where paths were named and nothing is to stand for what is missing")
    func pathsWithoutFallback() throws {
        let site = try Site(
            Self.files,
            AssetRules(workerFirst: .paths(["/api/*", "!/api/docs/*"])),
            worker: .dated(Self.date)
        )
        #expect(site.visit("/x") == "worker")
        #expect(site.visit("/api/docs/x") == "404", "an exception is never the code's")
    }

    @Test(
        "let a file be read and nothing else",
        arguments: [HTTPMethod.post, .put, .patch, .delete, .options, "PROPFIND", "get"]
    )
    func methods(method: HTTPMethod) throws {
        let site = try Site(Self.files, AssetRules(), worker: .dated(Self.date))
        #expect(site.visit("/app.js", method) == "405")
        #expect(site.visit("/app.html", method) == "worker")
        #expect(site.response("/app.js", method).fields[.allow] == "GET, HEAD")
        #expect(site.response("/app.js", method).length == 0)
        #expect(site.response("/x", method).status == .notFound)
    }
}
