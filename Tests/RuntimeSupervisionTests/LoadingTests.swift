import ReleaseModel
import RuntimeSupervision
import Testing

@Suite("A bundle loads from memory alone, or says what is wrong", .timeLimit(.minutes(1)))
struct LoadingTests {
    @Test("modules of every type, and bindings of every kind")
    func everyType() async throws {
        let source = """
            import text from "./a.txt"; import html from "page.html"; import data from "./d.bin";
            import json from "./j.json"; import attributed from "./k.json" with { type: "json" };
            import module from "./m.wasm"; import { add, Color } from "./lib/math.ts";
            import { env as shared, WorkerEntrypoint } from "cloudflare:workers";
            export class Admin extends WorkerEntrypoint {}
            export default { async fetch(request, env) {
              const { later } = await import("./lib/later.js");
              return Response.json([text, html, data.byteLength, json.a, attributed.b, module instanceof WebAssembly.Module,
                add(1, 2), Color.Red, later, env.WORD, env.TREE.leaf[0], env.META.number, env.META.tag,
                env.META.timestamp, shared.WORD]);
            } };
            """
        let specification = try LaunchSpecification.example(
            [
                File("index.js", source), File("a.txt", "text", type: .text), File("page.html", "<p>", type: .text),
                File("d.bin", bytes: [0, 255], type: .data), File("j.json", #"{"a":1}"#, type: .json),
                File("k.json", #"{"b":2}"#, type: .json),
                File("m.wasm", bytes: [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0], type: .wasm),
                File("lib/later.js", "export const later = import.meta.url;"),
                File(
                    "lib/math.ts",
                    """
                    import { Unused } from "./types.ts";
                    export enum Color { Red = 7 }
                    export const add = (a: number, b: number): Unused => a + b;
                    """,
                    type: .typeScript
                ),
                File("lib/types.ts", "export type Unused = number;", type: .typeScript),
            ],
            bindings: [
                Binding(name: "WORD", value: .plainText("word")),
                Binding(name: "TREE", value: .json(#"{"leaf":["green"]}"#)),
                Binding(name: "META", value: .versionMetadata),
            ]
        )
        try await TestRuntime.run { runtime in
            let response = try await runtime.answer(of: specification)
            #expect(
                response.body
                    == #"["text","<p>",2,1,2,true,3,7,"bundle:///lib/later.js","word","green",3,"v1.3","2027-01-15T08:00:00Z","word"]"#
            )
        }
    }

    @Test("the exports are reported")
    func exports() async throws {
        let source = """
            import { WorkerEntrypoint } from "cloudflare:workers";
            export class Admin extends WorkerEntrypoint {}
            export const constant = 1;
            export default { fetch() {}, async scheduled() {}, other() {} };
            """
        try await TestRuntime.run { runtime in
            let report = await runtime.supervisor.validate(try .example(source))
            guard case .ready(let exports) = report else { Issue.record("\(report)"); return }
            #expect(exports.handlers == ["fetch", "scheduled"])
            #expect(exports.entrypoints == ["Admin"])
            let status = await runtime.supervisor.status()
            #expect(status?.instances == [])
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [File]
        let message: String
        var flags: [String] = []
    }

    static let refusals: [Refusal] = [
        Refusal(
            testDescription: "a package that was not bundled",
            files: [File("index.js", #"import { Hono } from "hono"; export default {};"#)],
            message:
                #""hono", imported by "index.js", is not in the bundle. Bundle the package into the worker before "#
                + "you upload it (for example with esbuild), or add the module to the upload."
        ),
        Refusal(
            testDescription: "a missing file",
            files: [File("src/a.js", #"import "./b.js"; export default {};"#)],
            message: #""./b.js", imported by "src/a.js", is not in the bundle."#
        ),
        Refusal(
            testDescription: "a name without its ending",
            files: [File("src/a.js", #"import "./b"; export default {};"#), File("src/b.ts", "", type: .typeScript)],
            message:
                #""./b", imported by "src/a.js", is not in the bundle. Did you mean "./b.ts"? Imports name files in full."#
        ),
        Refusal(
            testDescription: "a Node.js module without the flag",
            files: [File("index.js", #"import "node:fs"; export default {};"#)],
            message:
                #""node:fs", imported by "index.js", is a Node.js module: add "nodejs_compat" to compatibility_flags to use it."#
        ),
        Refusal(
            testDescription: "a URL",
            files: [File("index.js", #"import "https://esm.sh/a"; export default {};"#)],
            message:
                #""https://esm.sh/a", imported by "index.js", cannot be loaded: a worker loads nothing but the modules "#
                + "of its own bundle."
        ),
        Refusal(
            testDescription: "a file of the machine",
            files: [File("index.js", #"import "file:///etc/passwd"; export default {};"#)],
            message:
                #""file:///etc/passwd", imported by "index.js", cannot be loaded: a worker loads nothing but the modules "#
                + "of its own bundle."
        ),
        Refusal(
            testDescription: "a Cloudflare module that is not there",
            files: [File("index.js", #"import "cloudflare:sockets"; export default {};"#)],
            message: #""cloudflare:sockets", imported by "index.js", is not available here; of these modules only "#
                + #""cloudflare:workers" is."#
        ),
        Refusal(
            testDescription: "no default export",
            files: [File("index.js", "addEventListener('fetch', () => {});")],
            message: "The main module has no default export. A worker exports its handlers: "
                + "export default { fetch(request) { … } }."
        ),
        Refusal(
            testDescription: "an exception at the top level",
            files: [File("index.js", "throw new RangeError('too early');")],
            message: "too early"
        ),
        Refusal(
            testDescription: "invalid JSON",
            files: [
                File("index.js", #"import "./a.json"; export default {};"#), File("a.json", "{", type: .json),
            ],
            message: "a.json is not valid JSON: "
        ),
        Refusal(
            testDescription: "invalid TypeScript",
            files: [File("index.ts", "const a: = 1;", type: .typeScript)],
            message: "index.ts is not valid TypeScript: "
        ),
        Refusal(
            testDescription: "invalid JavaScript",
            files: [File("index.js", "export default {")],
            message: "Unexpected end of input"
        ),
        Refusal(
            testDescription: "a module that ends the process",
            files: [File("index.js", "process.exit(3); export default {};")],
            message: "the engine exited with code 3 while loading it",
            flags: ["nodejs_compat"]
        ),
    ]

    @Test("what cannot be loaded is refused by name", arguments: refusals)
    func refusal(_ refusal: Refusal) async throws {
        try await TestRuntime.run { runtime in
            let report = await runtime.supervisor.validate(try .example(refusal.files, flags: refusal.flags))
            guard case .refused(let failure) = report else { Issue.record("\(report)"); return }
            #expect(failure.message.hasPrefix(refusal.message), "\(failure)")
        }
    }

    @Test("a stack points into the TypeScript that was uploaded")
    func stack() async throws {
        let source = "interface Env { A: string }\n\n\nthrow new Error('here');\nexport default {};"
        try await TestRuntime.run { runtime in
            let files = [File("src/index.ts", source, type: .typeScript)]
            let report = await runtime.supervisor.validate(try .example(files))
            #expect(
                report
                    == .refused(
                        LoadFailure(
                            name: "Error",
                            message: "here",
                            stack: "Error: here\n    at bundle:///src/index.ts:4:7"
                        )
                    )
            )
        }
    }

    @Test("a module that never finishes to load is given up")
    func endless() async throws {
        var limits = RuntimeLimits.test
        limits.startTimeout = .seconds(4)
        try await TestRuntime.run(limits: limits) { runtime in
            let report = await runtime.supervisor.validate(
                try .example("await new Promise(() => {}); export default {};")
            )
            #expect(report == .unavailable(.startTimedOut(after: .seconds(4), detail: "loading its modules")))
        }
    }
}
