import HTTPModel
import ReleaseModel
import StaticAssets
import Testing

@Suite("The handling of HTML")
struct HTMLHandlingTests {
    /// What each request gets under each handling, for the same files.
    struct Row: Sendable, CustomTestStringConvertible {
        let files: [String]
        let request: String
        let auto: String
        let force: String
        let drop: String
        let none: String

        var testDescription: String { "\(request) of \(files)" }

        init(_ files: [String], _ request: String, auto: String, force: String, drop: String, none: String = "404") {
            (self.files, self.request) = (files, request)
            (self.auto, self.force, self.drop, self.none) = (auto, force, drop, none)
        }

        func expected(_ handling: AssetRules.HTMLHandling) -> String {
            switch handling {
            case .autoTrailingSlash: auto
            case .forceTrailingSlash: force
            case .dropTrailingSlash: drop
            case .none: none
            }
        }
    }

    static let root = ["/index.html"]
    static let file = ["/file.html"]
    static let folder = ["/folder/index.html"]
    static let both = ["/both.html", "/both/index.html"]
    static let plain = ["/bin", "/bin.html"]

    static let rows: [Row] = [
        Row(root, "/", auto: "/index.html", force: "/index.html", drop: "/index.html"),
        Row(root, "/index", auto: "307 /", force: "307 /", drop: "307 /"),
        Row(root, "/index.html", auto: "307 /", force: "307 /", drop: "307 /", none: "/index.html"),

        Row(file, "/file", auto: "/file.html", force: "307 /file/", drop: "/file.html"),
        Row(file, "/file.html", auto: "307 /file", force: "307 /file/", drop: "307 /file", none: "/file.html"),
        Row(file, "/file/", auto: "307 /file", force: "/file.html", drop: "307 /file"),
        Row(file, "/file/index", auto: "307 /file", force: "307 /file/", drop: "307 /file"),
        Row(file, "/file/index.html", auto: "307 /file", force: "307 /file/", drop: "307 /file"),
        Row(file, "/file/more", auto: "404", force: "404", drop: "404"),

        Row(folder, "/folder", auto: "307 /folder/", force: "307 /folder/", drop: "/folder/index.html"),
        Row(folder, "/folder.html", auto: "307 /folder/", force: "307 /folder/", drop: "307 /folder"),
        Row(folder, "/folder/", auto: "/folder/index.html", force: "/folder/index.html", drop: "307 /folder"),
        Row(folder, "/folder/index", auto: "307 /folder/", force: "307 /folder/", drop: "307 /folder"),
        Row(
            folder,
            "/folder/index.html",
            auto: "307 /folder/",
            force: "307 /folder/",
            drop: "307 /folder",
            none: "/folder/index.html"
        ),

        // One name for a file and a folder: each is served at its own path where the handling has two.
        Row(both, "/both", auto: "/both.html", force: "307 /both/", drop: "/both.html"),
        Row(both, "/both.html", auto: "307 /both", force: "/both.html", drop: "307 /both", none: "/both.html"),
        Row(both, "/both/", auto: "/both/index.html", force: "/both/index.html", drop: "307 /both"),
        Row(both, "/both/index", auto: "307 /both/", force: "307 /both/", drop: "307 /both"),
        Row(
            both,
            "/both/index.html",
            auto: "307 /both/",
            force: "307 /both/",
            drop: "/both/index.html",
            none: "/both/index.html"
        ),

        // A file without an extension keeps its path, and the page beside it its own.
        Row(plain, "/bin", auto: "/bin", force: "/bin", drop: "/bin", none: "/bin"),
        Row(plain, "/bin.html", auto: "/bin.html", force: "307 /bin/", drop: "/bin.html", none: "/bin.html"),
        Row(plain, "/bin/", auto: "404", force: "/bin.html", drop: "404"),
        Row(plain, "/bin/index", auto: "404", force: "307 /bin/", drop: "404"),
        Row(plain, "/bin/index.html", auto: "404", force: "307 /bin/", drop: "404"),

        // Names that are themselves spellings of something else.
        Row(["/a.html.html"], "/a.html", auto: "/a.html.html", force: "307 /a.html/", drop: "/a.html.html"),
        Row(["/.html"], "/.html", auto: "/.html", force: "/.html", drop: "/.html", none: "/.html"),
        Row(["/index"], "/index", auto: "/index", force: "/index", drop: "/index", none: "/index"),
        Row(
            ["/index/index.html"],
            "/index",
            auto: "307 /index/",
            force: "307 /index/",
            drop: "/index/index.html"
        ),
        Row(["/a.css"], "/a.css", auto: "/a.css", force: "/a.css", drop: "/a.css", none: "/a.css"),
        Row(["/a.css"], "/a.css/", auto: "404", force: "404", drop: "404"),
        Row(["/a.css"], "/a", auto: "404", force: "404", drop: "404"),
    ]

    @Test("serves a page at one path and leads its other spellings there", arguments: rows)
    func table(row: Row) throws {
        for handling in AssetRules.HTMLHandling.allCases {
            let site = try Site(row.files, AssetRules(htmlHandling: handling))
            #expect(site.visit(row.request) == row.expected(handling), "\(handling.rawValue)")
        }
    }

    @Test("takes two pages of the same content for one")
    func equalContent() throws {
        let digest = try Site.digest(0)
        let files = try Self.both.map { try AssetBundle.File(path: $0, digest: digest, size: 1) }
        let rules = try AssetRules(htmlHandling: .dropTrailingSlash)
        let table = try AssetTable(AssetBundle(files: files, rules: rules), worker: .none)
        let response = table.answer(AssetRequest(.get, host: "h", path: "/both/index.html"))
        #expect(response.fields[.location] == "/both")
    }

    @Test("keeps the query of a request that it leads elsewhere")
    func query() throws {
        let site = try Site(Self.file, AssetRules())
        #expect(site.visit("/file.html", query: "a=1&b") == "307 /file?a=1&b")
        #expect(site.visit("/file.html", query: "") == "307 /file")
        #expect(site.visit("/file.html", query: "a=\\ü\r\nX: 1") == "307 /file?a=%5C%C3%BC%0D%0AX:%201")
        #expect(site.visit("/file", query: "a=1") == "/file.html")
    }
}
