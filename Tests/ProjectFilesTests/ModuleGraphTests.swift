import Glibc
import ProjectFiles
import ReleaseModel
import TestSurroundings
import Testing

@Suite("The modules of a worker are all that its imports and rules lead to, and nothing from outside")
struct ModuleGraphTests {
    @Test("follows imports through files of every type")
    func follows() throws {
        let folder = try Self.folder([
            "src/index.ts": """
            import { a } from "./a.mjs"
            import text from "../texts/hello.txt"
            import data from "./d.bin"
            import wasm from "./w.wasm"
            import json from "../package.json" with { type: "json" }
            import { DurableObject } from "cloudflare:workers"
            export * from "./b.ts"
            """,
            "src/a.mjs": "import './index.ts'; export const a = 1",
            "src/b.ts": "export const b = () => import('./c.js')",
            "src/c.js": "export default 1",
            "src/unused.js": "",
            "src/d.bin": "\u{0}", "src/w.wasm": "\u{0}asm", "texts/hello.txt": "hello", "package.json": "{}",
        ])
        let graph = try Self.graph(folder)
        #expect(graph.main == "src/index.ts")
        #expect(
            graph.modules.map { "\($0.name) \($0.type.rawValue)" } == [
                "package.json json", "src/a.mjs esm", "src/b.ts typescript", "src/c.js esm", "src/d.bin data",
                "src/index.ts typescript", "src/w.wasm wasm", "texts/hello.txt text",
            ]
        )
        #expect(graph.modules.first { $0.name == "texts/hello.txt" }?.bytes == Array("hello".utf8))
        #expect(graph.warnings.isEmpty)
    }

    @Test(
        "a main file that registers listeners and is no module is sent as a script",
        arguments: [
            ("main.js", "addEventListener('fetch', f)", ModuleType.classic),
            ("main.js", "self.addEventListener('fetch', f)", .classic), ("main.js", "console.log(1)", .esm),
            ("main.js", "addEventListener('fetch', f); export {}", .esm),
            ("main.mjs", "addEventListener('fetch', f)", .esm),
            ("main.ts", "addEventListener('fetch', f)", .typeScript),
        ]
    )
    func classic(name: String, code: String, type: ModuleType) throws {
        let graph = try Self.graph(try Self.folder([name: code], main: name))
        #expect(graph.modules.map(\.type) == [type])
    }

    struct Refusal: CustomTestStringConvertible {
        let code: ProjectError.Code
        let source: String
        let advice: String
        var testDescription: String { source }

        init(_ code: ProjectError.Code, _ source: String, advice: String) {
            (self.code, self.source, self.advice) = (code, source, advice)
        }
    }

    @Test(
        "refuses an import that the engine could not load, naming importer, line and a way out",
        arguments: [
            Refusal(.moduleNotFound, "./missing.js", advice: "Create the file"),
            Refusal(.moduleNotFound, "./util", advice: "Write \"./util.ts\""),
            Refusal(.moduleNotFound, "./util.js", advice: "Write \"./util.ts\""),
            Refusal(.moduleNotFound, "./folder", advice: "Write \"./folder/index.js\""),
            Refusal(.moduleNotFound, "./folder/", advice: "Write \"./folder/index.js\""),
            Refusal(.packageNotBundled, "hono", advice: "Bundle first"),
            Refusal(.packageNotBundled, "@scope/name/sub", advice: "Bundle first"),
            Refusal(.packageNotBundled, "fs", advice: "Write \"node:fs\""),
            Refusal(.importUnsupported, "https://example.com/x.js", advice: "Bundle first"),
            Refusal(.importUnsupported, "npm:hono", advice: "Bundle first"),
            Refusal(.importUnsupported, "/etc/passwd", advice: "Bundle first"),
            Refusal(.importUnsupported, "./util.ts?x", advice: "by its name alone"),
            Refusal(.moduleOutsideProject, "../../outside.js", advice: "base_dir"),
            Refusal(.moduleTypeUnsupported, "./notes.md", advice: "globs = [\"**/*.md\"]"),
            Refusal(.moduleTypeUnsupported, "./page.tsx", advice: "Bundle first"),
            Refusal(.moduleTypeUnsupported, "./old.cjs", advice: "Bundle first"),
            Refusal(.moduleOutsideProject, "./link.js", advice: "base_dir"),
            Refusal(.moduleNotFound, "./pipe.js", advice: "Create the file"),
        ]
    )
    func refuses(_ example: Refusal) throws {
        let folder = try Self.folder([
            "src/index.ts": "// first line\nimport x from \"\(example.source)\"", "src/util.ts": "",
            "src/folder/index.js": "", "src/notes.md": "", "src/page.tsx": "", "src/old.cjs": "",
        ])
        #expect(symlink("/etc/hostname", "\(folder.path)/src/link.js") == 0)
        #expect(mkfifo("\(folder.path)/src/pipe.js", 0o600) == 0)
        let error = #expect(throws: ProjectError.self) { try Self.graph(folder) }
        #expect(error?.code == example.code)
        #expect(error?.place?.description == "\(folder.path)/src/index.ts:2:15")
        #expect(error?.advice.contains(example.advice) == true, "\(error?.advice ?? "")")
    }

    @Test("imports of types alone may name what is not there")
    func toleratesTypes() throws {
        let folder = try Self.folder([
            "src/index.ts": """
            import type { A } from "./types"
            import { type B } from "some-package"
            let c: import("./missing").C
            """
        ])
        #expect(try Self.graph(folder).modules.map(\.name) == ["src/index.ts"])
    }

    @Test("node modules need their flag, and are warned about once")
    func warnsAboutNode() throws {
        let files = ["src/index.ts": "import 'node:fs'; import 'node:fs'; import 'node:path'; import(x)"]
        let without = try Self.graph(Self.folder(files))
        #expect(without.warnings.map(\.code) == [.importComputed, .nodeModuleWithoutFlag, .nodeModuleWithoutFlag])
        let with = try Self.graph(Self.folder(files, "compatibility_flags = [\"nodejs_compat\"]"))
        #expect(with.warnings.map(\.code) == [.importComputed])
    }

    @Test("rules come before the standard ones, which a rule of the same kind closes unless it falls through")
    func appliesRules() throws {
        let files = ["src/index.ts": "import './a.md'; import './b.html'", "src/a.md": "", "src/b.html": ""]
        let rule = "rules = [{ type = \"Text\", globs = [\"**/*.md\"], fallthrough = FALL }]"
        let open = try Self.graph(Self.folder(files, rule.replacing("FALL", with: "true")))
        #expect(open.modules.map(\.type) == [.text, .text, .typeScript])
        let closed = try Self.folder(files, rule.replacing("FALL", with: "false"))
        let error = #expect(throws: ProjectError.self) { try Self.graph(closed) }
        #expect(error?.code == .moduleTypeUnsupported)
    }

    @Test("adds what rules claim when asked, but neither hidden folders, packages nor linked folders")
    func addsByRules() throws {
        let folder = try Self.folder(
            [
                "src/index.ts": "", "src/lang/de.js": "import './shared.js'", "src/lang/shared.js": "",
                "src/page.html": "", "src/other.md": "", "src/.cache/x.html": "", "src/node_modules/p/x.html": "",
                "elsewhere/x.html": "",
            ],
            "find_additional_modules = true\nrules = [{ type = \"ESModule\", globs = [\"**/lang/d*.js\"] }]"
        )
        #expect(symlink("../elsewhere", "\(folder.path)/src/linked") == 0)
        let graph = try Self.graph(folder)
        #expect(
            graph.modules.map(\.name) == ["src/index.ts", "src/lang/de.js", "src/lang/shared.js", "src/page.html"]
        )
    }

    @Test("stops at the limits, by name")
    func stopsAtLimits() throws {
        let folder = try Self.folder(["src/index.ts": "import './a.js'", "src/a.js": "12345678901234567890"])
        let table: [(ModuleGraph.Limits, ProjectError.Code?)] = [
            (.init(modules: 2, bytes: 35), nil), (.init(modules: 1, bytes: 35), .tooManyModules),
            (.init(modules: 2, bytes: 34), .modulesTooLarge),
        ]
        for (limits, code) in table {
            let project = try WorkerProject.load(from: folder.path)
            let outcome = Result { try ModuleGraph(of: project, limits: limits) }
            switch outcome {
            case .success: #expect(code == nil)
            case .failure(let error): #expect((error as? ProjectError)?.code == code)
            }
        }
    }

    @Test("names follow base_dir, and the entry must lie in it")
    func followsBaseFolder() throws {
        let inside = try Self.folder(["src/index.ts": ""], "base_dir = \"src\"")
        #expect(try Self.graph(inside).main == "index.ts")
        let outside = try Self.folder(["src/index.ts": "", "lib/x": ""], "base_dir = \"lib\"")
        #expect(throws: ProjectError.self) { try Self.graph(outside) }
        let missing = try Self.folder(["x": ""])
        let error = #expect(throws: ProjectError.self) { try Self.graph(missing) }
        #expect(error?.code == .moduleNotFound)
    }

    private static func folder(
        _ files: [String: String],
        _ configuration: String = "",
        main: String = "src/index.ts"
    ) throws -> TemporaryFolder {
        let start = "name = \"hello\"\nmain = \"\(main)\"\ncompatibility_date = 2026-01-31\n"
        return try TemporaryFolder(files.merging(["wrangler.toml": start + configuration]) { $1 })
    }

    @discardableResult
    private static func graph(_ folder: TemporaryFolder) throws -> ModuleGraph {
        try ModuleGraph(of: WorkerProject.load(from: folder.path))
    }
}
