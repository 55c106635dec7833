import ReleaseModel
import Testing

@Suite("A bundle of static files")
struct AssetBundleTests {
    private func file(_ path: String, size: Int = 1, type: String? = nil) throws -> AssetBundle.File {
        let digest = try #require(Digest(Array(repeating: 7, count: Digest.byteCount)))
        return try AssetBundle.File(path: path, digest: digest, size: size, contentType: type)
    }

    @Test(
        "takes any path that stays within it",
        arguments: [
            "/a", "/a/b.html", "/.well-known/x", "/...", "/..a", "/a b", "/é", "/\u{301}", "/[x]", "/a%2Fb", "/%2E%2E",
            "/a?b#c", "/a\\b", "/" + String(repeating: "n", count: 1_023),
        ]
    )
    func accepts(path: String) throws {
        #expect(try file(path).path == path)
    }

    @Test(
        "refuses a path that leaves it, or that nobody could ask for",
        arguments: [
            "", "a", "/", "//", "/a/", "/a//b", "/.", "/..", "/a/../b", "/./a", "/a\u{0}", "/a\nb", "/a\u{7F}",
            "\u{301}/a", "/../\u{301}", "/" + String(repeating: "n", count: 1_024),
        ]
    )
    func refuses(path: String) {
        #expect(throws: InvalidAssets.filePath(path)) { try file(path) }
    }

    @Test("refuses a file that is larger than 25 MiB")
    func sizes() throws {
        let limit = 26_214_400
        #expect(try file("/a", size: limit).size == limit)
        for size in [limit + 1, -1] {
            #expect(throws: InvalidAssets.fileSize(path: "/a", size: size, limit: limit)) { try file("/a", size: size) }
        }
    }

    @Test("refuses a content type that no header field can carry", arguments: ["", "a\r\nb", "a\u{7}", "é"])
    func contentTypes(type: String) throws {
        #expect(throws: InvalidAssets.contentType(path: "/a")) { try file("/a", type: type) }
        #expect(try file("/a", type: "text/html; charset=\"utf-8\"").contentType == "text/html; charset=\"utf-8\"")
    }

    @Test("sorts its files and refuses one that repeats, by bytes")
    func files() throws {
        let files = try ["/b", "/a", "/\u{E9}", "/e\u{301}"].map { try file($0) }
        let bundle = try AssetBundle(files: files, rules: AssetRules())
        #expect(
            bundle.files.map { Array($0.path.utf8) } == ["/a", "/b", "/e\u{301}", "/\u{E9}"].map { Array($0.utf8) }
        )
        #expect(bundle.blobs.count == 1)
        #expect(throws: InvalidAssets.fileRepeated("/a")) {
            try AssetBundle(files: files + [file("/a")], rules: AssetRules())
        }
    }

    @Test("holds 20,000 files")
    func count() throws {
        let files = try (1...20_001).map { try file("/\($0)") }
        let rules = try AssetRules()
        #expect(try AssetBundle(files: files.dropLast(), rules: rules).files.count == 20_000)
        #expect(throws: InvalidAssets.tooManyFiles(count: 20_001, limit: 20_000)) {
            try AssetBundle(files: files, rules: rules)
        }
    }

    struct Refusal: Sendable {
        let paths: [String]
        let error: InvalidAssets
    }

    @Test(
        "refuses paths for the code that cannot be meant",
        arguments: [
            Refusal(paths: [], error: .onlyNegativeWorkerFirstPaths),
            Refusal(paths: ["!/a"], error: .onlyNegativeWorkerFirstPaths),
            Refusal(paths: ["/a", "b"], error: .workerFirstPath("b")),
            Refusal(paths: ["/a", "!b"], error: .workerFirstPath("!b")),
            Refusal(paths: ["/a", ""], error: .workerFirstPath("")),
            Refusal(
                paths: ["/" + String(repeating: "a", count: 100)],
                error: .workerFirstPath("/" + String(repeating: "a", count: 100))
            ),
            Refusal(
                paths: (0...100).map { "/\($0)" },
                error: .tooManyWorkerFirstPaths(count: 101, limit: 100)
            ),
        ]
    )
    func workerFirst(refusal: Refusal) throws {
        #expect(throws: refusal.error) { try AssetRules(workerFirst: .paths(refusal.paths)) }
        #expect(throws: Never.self) { try AssetRules(workerFirst: .paths(["/*", "!/a/*"])) }
    }

    @Test("refuses files of rules that are longer than all rules together can be")
    func ruleFiles() {
        let limit = AssetRules.maximumRuleFileSize
        let text = String(repeating: "#", count: limit + 1)
        let error = InvalidAssets.ruleFileTooLarge(size: limit + 1, limit: limit)
        #expect(throws: error) { try AssetRules(headers: text) }
        #expect(throws: error) { try AssetRules(redirects: text) }
    }
}
