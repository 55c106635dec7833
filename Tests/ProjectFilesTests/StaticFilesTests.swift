import FoundationEssentials
import ProjectFiles
import ReleaseModel
import TestSurroundings
import Testing

@Suite("The static files of a project are what lies in their folder, and nothing from outside")
struct StaticFilesTests {
    private static func folder(_ files: [String: String]) throws -> TemporaryFolder {
        let configuration = "name = \"hello\"\nassets = { directory = \"public\", not_found_handling = \"404-page\" }\n"
        return try TemporaryFolder(files.merging(["wrangler.toml": configuration]) { given, _ in given })
    }

    private static func files(_ folder: TemporaryFolder) throws -> StaticFiles {
        try #require(try StaticFiles(of: try WorkerProject.load(from: folder.path)))
    }

    @Test("finds files in every folder, hidden ones too, and reads the rules beside them")
    func finds() throws {
        let folder = try Self.folder([
            "public/index.html": "hi", "public/a/b.css": "b {}", "public/.well-known/x": "",
            "public/_headers": "/*\n  a: b\n",
            "public/_redirects": "/a /b\n", "public/sub/_headers": "a file like others", "outside.txt": "",
        ])
        let found = try Self.files(folder)
        #expect(found.files.map(\.path) == ["/.well-known/x", "/a/b.css", "/index.html", "/sub/_headers"])
        #expect(found.files.map(\.size) == [0, 4, 2, 18])
        #expect(found.size == 24)
        #expect(found.rules.headers == "/*\n  a: b\n")
        #expect(found.rules.redirects == "/a /b\n")
        #expect(found.rules.notFoundHandling == .page)
        #expect(try found.files[1].read() == Array("b {}".utf8))
    }

    @Test("leaves out what .assetsignore names, and what lies in folders that it names")
    func ignores() throws {
        let folder = try Self.folder([
            "public/.assetsignore": "*.map\nnode_modules/\n!_headers\n", "public/a.js": "", "public/a.js.map": "",
            "public/node_modules/x/y.js": "", "public/_headers": "", "public/_worker.js": "",
        ])
        #expect(try Self.files(folder).files.map(\.path) == ["/_headers", "/_worker.js", "/a.js"])
    }

    @Test("refuses links that lead out of the project, and follows those that do not")
    func links() throws {
        let folder = try Self.folder(["public/a": "a", "shared/b": "b", "public/sub/c": "c"])
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: "\(folder.path)/public/b", withDestinationPath: "../shared/b")
        try manager.createSymbolicLink(atPath: "\(folder.path)/public/again", withDestinationPath: "sub")
        #expect(try Self.files(folder).files.map(\.path) == ["/a", "/b", "/sub/c"])
        try manager.createSymbolicLink(atPath: "\(folder.path)/public/passwd", withDestinationPath: "/etc/passwd")
        let error = #expect(throws: ProjectError.self) { try Self.files(folder) }
        #expect(error?.code == .assetOutsideProject)
        #expect(error?.place?.file == "\(folder.path)/public/passwd")
    }

    @Test("refuses a folder outside of the project, by a path or by a link, and takes one of the same working tree")
    func outside() throws {
        let configuration = "name = \"hello\"\nassets = { directory = \"../site\" }\n"
        let folder = try TemporaryFolder([
            "app/wrangler.toml": configuration, "site/a": "a",
            "linked/wrangler.toml": "name = \"hello\"\n"
                + "assets = { directory = \"public\" }\n",
        ])
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: "\(folder.path)/linked/public", withDestinationPath: "../site")
        for project in ["app", "linked"] {
            let read = { try StaticFiles(of: try WorkerProject.load(from: "\(folder.path)/\(project)")) }
            let error = #expect(throws: ProjectError.self) { try read() }
            #expect(error?.code == .assetOutsideProject, "\(project)")
        }
        try manager.createDirectory(atPath: "\(folder.path)/.git", withIntermediateDirectories: false)
        for project in ["app", "linked"] {
            let found = try StaticFiles(of: try WorkerProject.load(from: "\(folder.path)/\(project)"))
            #expect(found?.files.map(\.path) == ["/a"], "\(project)")
        }
    }

    @Test("takes the project's own folder, whether git knows it or not")
    func root() throws {
        let folder = try TemporaryFolder([
            "app/wrangler.toml": "name = \"hello\"\nassets = { directory = \".\" }\n", "app/a": "a",
            "app/.assetsignore": "wrangler.toml\n.git\n",
        ])
        for isKnown in [false, true] {
            if isKnown {
                let path = "\(folder.path)/app/.git"
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            }
            let found = try StaticFiles(of: try WorkerProject.load(from: "\(folder.path)/app"))
            #expect(found?.files.map(\.path) == ["/a"])
        }
    }

    @Test("refuses what no version can have, by name and place")
    func refuses() throws {
        let missing = try Self.folder([:])
        let error = #expect(throws: ProjectError.self) { try Self.files(missing) }
        #expect(error?.code == .assetFolderMissing)
        #expect(error?.place?.position?.line == 2)
        let table: [(String, String, ProjectError.Code)] = [
            ("public/_worker.js", "", .assetNameInvalid), ("public/_worker.js/index.js", "", .assetNameInvalid),
            ("public/a\u{7F}", "", .assetNameInvalid),
            ("public/big", String(repeating: "x", count: AssetBundle.File.maximumSize + 1), .assetTooLarge),
        ]
        for (name, text, code) in table {
            let folder = try Self.folder([name: text])
            let error = #expect(throws: ProjectError.self) { try Self.files(folder) }
            #expect(error?.code == code, "\(name)")
        }
    }

    @Test("a project without static files has none")
    func none() throws {
        let folder = try TemporaryFolder(["wrangler.toml": "name = \"hello\"\nmain = \"a.js\"\n"])
        #expect(try StaticFiles(of: try WorkerProject.load(from: folder.path)) == nil)
    }
}
