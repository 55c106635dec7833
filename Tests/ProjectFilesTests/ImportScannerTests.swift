import Testing

@testable import ProjectFiles

@Suite("Imports are found, and nothing that only looks like one")
struct ImportScannerTests {
    struct Case: CustomTestStringConvertible {
        let source: String
        let found: [String]
        var testDescription: String { source }

        init(_ source: String, _ found: String...) {
            (self.source, self.found) = (source, found)
        }
    }

    @Test(
        "tells a module from a script",
        arguments: [
            ("export default {}", true), ("export { a }", true), ("import './a.js'", true), ("import a from 'b'", true),
            ("import.meta.url", true), ("addEventListener('fetch', f)", false), ("const m = import('./a.js')", false),
            ("const o = { import: 1, export: 2 }; o.export = 3", false), ("// export default {}", false),
        ]
    )
    func isModule(source: String, isModule: Bool) {
        #expect(ImportScanner(Array(source.utf8), isTypeScript: false).isModule == isModule)
    }

    @Test(
        "in JavaScript",
        arguments: [
            Case(#"import "./a.js""#, "./a.js"),
            Case(#"import a from './a.js'"#, "./a.js"),
            Case(#"import a, { b as c, "d e" as f } from "./a.js";"#, "./a.js"),
            Case(#"import * as ns from"./a.js""#, "./a.js"),
            Case(#"import from from "./a.js""#, "./a.js"),
            Case(#"import { from } from "./a.js""#, "./a.js"),
            Case(#"import type from "./a.js""#, "./a.js"),
            Case(#"import/*x*/{a}/*y*/from/*z*/"./a.js"/*w*/"#, "./a.js"),
            Case("import {\n  a,\n  b,\n} from\n './a.js'", "./a.js"),
            Case(#"import j from "./a.json" with { type: "json" }"#, "./a.json"),
            Case(#"import source w from "./a.wasm""#, "./a.wasm"),
            Case(#"export * from "./a.js"; export * as n from "./b.js""#, "./a.js", "./b.js"),
            Case(#"export { a, b as default } from "./a.js""#, "./a.js"),
            Case(#"export { a }; from("./a.js")"#),
            Case(#"export const x = "./a.js"; export default { from: "./b.js" }"#),
            Case(#"const m = await import("./a.js"); import('./b.js', { with: {} })"#, "./a.js", "./b.js"),
            Case("import(`./a.js`)", "./a.js"),
            Case(#"import.meta.url; x.import("./a.js"); x?.import("./b.js")"#),
            Case(#"f(...import("./a.js"))"#, "./a.js"),
            Case(#"const o = { import: "./a.js", export: { x: "./b.js" } }"#),
            Case(#"import "./\x61\u002ejs""#, "./a.js"),
            Case("#!/usr/bin/env node\nimport './a.js'", "./a.js"),
            Case("\u{FEFF}import './a.js'", "./a.js"),
        ]
    )
    func findsInJavaScript(_ example: Case) {
        let scan = ImportScanner(Array(example.source.utf8), isTypeScript: false)
        #expect(scan.references.map(\.specifier) == example.found)
        #expect(scan.computed.isEmpty)
    }

    @Test(
        "behind strings, templates, regular expressions and comments",
        arguments: [
            Case("// import './no.js'\nimport './a.js'", "./a.js"),
            Case("/* import './no.js'\n */import './a.js'", "./a.js"),
            Case(#"const s = "import './no.js'"; import './a.js'"#, "./a.js"),
            Case(#"const s = 'it\'s import("no")'; import './a.js'"#, "./a.js"),
            Case("const t = `import './no.js'`; import './a.js'", "./a.js"),
            Case(
                "const t = `${import('./a.js')} import('./no.js') ${`${import('./b.js')}`}`; import './c.js'",
                "./a.js",
                "./b.js",
                "./c.js"
            ),
            Case("const t = `${ { a: 1 }.a } \\` import('./no.js')`; import './a.js'", "./a.js"),
            Case(#"const r = /import("no")/; import './a.js'"#, "./a.js"),
            Case(#"const r = /[/"]/g; import './a.js'"#, "./a.js"),
            Case(#"const r = /\/"/u.test(x); import './a.js'"#, "./a.js"),
            Case(#"if (x) /"/.test(y); import './a.js'"#, "./a.js"),
            Case(#"function f() {} /"/.test(y); import './a.js'"#, "./a.js"),
            Case(#"return /"/; import './a.js'"#, "./a.js"),
            Case(#"x = a / b / c; s = "/"; import './a.js'"#, "./a.js"),
            Case(#"x = (a + b) / 2; s = "'/"; import './a.js'"#, "./a.js"),
            Case(#"x = a[0] / 2; s = "'/"; import './a.js'"#, "./a.js"),
            Case(#"x = { n: 1 } / 2; s = "'/"; import './a.js'"#, "./a.js"),
            Case(#"x = i++ / 2; s = "'/"; import './a.js'"#, "./a.js"),
            Case(#"x = o.return / 2; s = "'/"; import './a.js'"#, "./a.js"),
            Case(#"x = 1 / 2; y = .5 / 1e3; s = "'/"; import './a.js'"#, "./a.js"),
            Case(#"x = `a` / 2; s = "'/"; import './a.js'"#, "./a.js"),
            Case("x = y => /'/.test(y)\nimport './a.js'", "./a.js"),
            Case("class A { #import = 1; static x = /`/; m() { this.#import } }\nimport './a.js'", "./a.js"),
        ]
    )
    func isNotFooled(_ example: Case) {
        let scan = ImportScanner(Array(example.source.utf8), isTypeScript: false)
        #expect(scan.references.map(\.specifier) == example.found)
    }

    @Test(
        "in TypeScript, without those of types",
        arguments: [
            Case(#"import type { A } from "./no"; import type B from "./no"; import type * as C from "./no""#),
            Case(#"import type from from "./no""#),
            Case(#"import type, { a } from "./a.ts""#, "./a.ts"),
            Case(#"import type from "./a.ts""#, "./a.ts"),
            Case(#"export type { A } from "./no"; export type * from "./no"; export type X = "./no""#),
            Case(#"import { type A, b } from "./a.ts""#, "./a.ts"),
            Case(#"import { type A, type B } from "./a.ts""#, "?./a.ts"),
            Case(#"import { type as b } from "./a.ts""#, "./a.ts"),
            Case(#"let a: import("./a").A; let b = await import("./b.ts")"#, "?./a", "./b.ts"),
            Case(#"import x = require("./no"); import y = A.B;"#),
            Case("const f = <T,>(x: T): x is T => x as any; import './a.ts'", "./a.ts"),
        ]
    )
    func findsInTypeScript(_ example: Case) {
        let scan = ImportScanner(Array(example.source.utf8), isTypeScript: true)
        let found = scan.references.map { ($0.certainty == .certain ? "" : "?") + $0.specifier }
        #expect(found == example.found)
    }

    @Test("notes computed imports with their place")
    func notesComputed() {
        let source = "import './a.js'\nconst é = 1;  import(name);\nimport('./' + x); import(`./${x}.js`)"
        let scan = ImportScanner(Array(source.utf8), isTypeScript: false)
        #expect(scan.references.map(\.position) == [TextPosition(line: 1, column: 8)])
        #expect(
            scan.computed == [
                TextPosition(line: 2, column: 15), TextPosition(line: 3, column: 1), TextPosition(line: 3, column: 19),
            ]
        )
    }

    @Test("ends on every prefix of a source that holds everything", .timeLimit(.minutes(1)))
    func endsOnTruncatedText() {
        let source = Array(
            "import {a} from \"./a.js\"; `x${ `y` }\\u{61}`; /[/]\\//g; 'é\\x4'; import('a', {}) /* */ //".utf8
        )
        for end in source.indices {
            let scan = ImportScanner(Array(source[..<end]), isTypeScript: true)
            #expect(scan.references.count <= 2)
        }
    }
}
