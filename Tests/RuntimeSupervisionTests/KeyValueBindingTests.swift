import FoundationEssentials
import ReleaseModel
import RuntimeSupervision
import Testing

@Suite("env.NAMESPACE is a key-value namespace as Workers have it", .timeLimit(.minutes(1)))
struct KeyValueBindingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Evaluated in the fetch handler; `error` turns a promise into the name and the message of what it throws.
        let expression: String
        /// As JSON.
        let answer: String
    }

    static let cases: [Case] = [
        Case(testDescription: "nothing is null", expression: "env.KV.get('a')", answer: "null"),
        Case(
            testDescription: "text is read back",
            expression: "env.KV.put('a', 'é').then(() => env.KV.get('a'))",
            answer: #""é""#
        ),
        Case(
            testDescription: "an empty value is one",
            expression: "env.KV.put('a', '').then(() => env.KV.get('a'))",
            answer: #""""#
        ),
        Case(
            testDescription: "types",
            expression:
                "env.KV.put('a', new TextEncoder().encode('[1]')).then(async () => [await env.KV.get('a', 'json'),"
                + " (await env.KV.get('a', { type: 'arrayBuffer' })).byteLength,"
                + " await new Response(await env.KV.get('a', 'stream')).text()])",
            answer: #"[[1],3,"[1]"]"#
        ),
        Case(
            testDescription: "metadata",
            expression: "env.KV.put('a', 'v', { metadata: { x: [1] } }).then(() => env.KV.getWithMetadata('a'))",
            answer: #"{"value":"v","metadata":{"x":[1]},"cacheStatus":null}"#
        ),
        Case(
            testDescription: "several at once",
            expression: "env.KV.put('a', '{\"b\":1}', { metadata: 2 }).then(async () =>"
                + " [[...await env.KV.get(['a', 'b'], 'json')], [...await env.KV.getWithMetadata(['a'])]])",
            answer: #"[[["a",{"b":1}],["b",null]],[["a",{"value":"{\"b\":1}","metadata":2}]]]"#
        ),
        Case(
            testDescription: "delete",
            expression: "env.KV.put('a', 'v').then(() => env.KV.delete('a')).then(() => env.KV.get('a'))",
            answer: "null"
        ),
        Case(
            testDescription: "a list in pages",
            expression: "Promise.all(['p1', 'p2', 'q'].map((key) => env.KV.put(key, 'v', { metadata: key })))"
                + ".then(async () => { const first = await env.KV.list({ prefix: 'p', limit: 1 });"
                + " const second = await env.KV.list({ prefix: 'p', cursor: first.cursor });"
                + " return [first.keys, first.list_complete, second.keys, second.list_complete, second.cursor]; })",
            answer: #"[[{"name":"p1","metadata":"p1"}],false,[{"name":"p2","metadata":"p2"}],true,null]"#
        ),
        Case(
            testDescription: "a key that is too long",
            expression: "error(env.KV.get('k'.repeat(513)))",
            answer: #""Error: KV GET failed: 414 UTF-8 encoded length of 513 exceeds key length limit of 512.""#
        ),
        Case(
            testDescription: "an empty key",
            expression: "error(env.KV.put('', 'v'))",
            answer: #""TypeError: Key name cannot be empty.""#
        ),
        Case(
            testDescription: "an expiration that is too near",
            expression: "error(env.KV.put('a', 'v', { expirationTtl: 30 }))",
            answer:
                #""Error: KV PUT failed: 400 Invalid expiration_ttl of 30. Expiration TTL must be at least 60.""#
        ),
        Case(
            testDescription: "a value that is too long",
            expression: "error(env.KV.put('a', new Response(new Uint8Array((25 << 20) + 1)).body))",
            answer: #""Error: KV PUT failed: 413 Value length exceeds limit of 26214400.""#
        ),
        Case(
            testDescription: "a value of no type",
            expression: "error(env.KV.put('a', 1))",
            answer:
                #""TypeError: KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as"#
                + #" values.""#
        ),
        Case(
            testDescription: "an unknown type",
            expression: "error(env.KV.get(['a'], 'stream'))",
            answer: #""TypeError: \"stream\" is not a valid type. Use \"json\" or \"text\"""#
        ),
        Case(
            testDescription: "values far longer than what may be under way",
            expression: "env.KV.put('a', new Uint8Array(1 << 20).fill(7)).then(async () =>"
                + " new Uint8Array(await env.KV.get('a', 'arrayBuffer'))).then((b) => [b.length, b.every((x) => x === 7)])",
            answer: "[1048576,true]"
        ),
        Case(
            testDescription: "streams both ways at once",
            expression: "env.KV.put('a', 'x'.repeat(300000)).then(async () =>"
                + " { await env.KV.put('b', await env.KV.get('a', 'stream')); return (await env.KV.get('b')).length; })",
            answer: "300000"
        ),
        Case(
            testDescription: "more calls than may be open",
            expression:
                "env.KV.put('a', 'v').then(() => Promise.all(Array.from({ length: 200 }, () => env.KV.get('a'))))"
                + ".then((all) => [all.length, new Set(all).size])",
            answer: "[200,1]"
        ),
        Case(
            testDescription: "a stream that is not read keeps nothing open",
            expression: "env.KV.put('a', 'x'.repeat(300000)).then(async () => { for (let i = 0; i < 150; i += 1)"
                + " await (await env.KV.get('a', 'stream')).cancel(); return 'ok'; })",
            answer: #""ok""#
        ),
        Case(
            testDescription: "a namespace of another binding is another",
            expression: "env.KV.put('a', 'v').then(() => env.OTHER.get('a'))",
            answer: "null"
        ),
    ]

    @Test("as a table of expressions")
    func expressions() async throws {
        let bindings = try [
            Binding(name: "KV", value: .keyValue(Resource.ID(UUID()))),
            Binding(name: "OTHER", value: .keyValue(Resource.ID(UUID()))),
        ]
        let table = Self.cases.map { "(env) => \($0.expression)" }.joined(separator: ",\n")
        let source = """
            const error = (promise) => promise.then(() => "none", (error) => `${error.name}: ${error.message}`);
            const cases = [\(table)];
            export default { async fetch(request, env) {
              for (const { name } of (await env.KV.list()).keys) await env.KV.delete(name);
              return Response.json(await cases[new URL(request.url).searchParams.get("case")](env) ?? null);
            } };
            """
        try await TestRuntime.run(bindings: BindingPorts(keyValue: MemoryNamespaces())) { runtime in
            let endpoint = try await runtime.acquire(
                runtime.add(.example([File("index.js", source)], bindings: bindings))
            )
            for (index, example) in Self.cases.enumerated() {
                let response = try await runtime.client.send("GET", "http://a.example/?case=\(index)", to: endpoint)
                #expect(response.body == example.answer, "\(example.testDescription)")
            }
        }
    }

    @Test("what waits in waitUntil is written, also when the instance drains")
    func drained() async throws {
        let namespaces = MemoryNamespaces()
        let namespace = Resource.ID(UUID())
        let source = """
            export default { fetch(request, env, ctx) {
              ctx.waitUntil(scheduler.wait(100).then(() => env.KV.put("late", "v")));
              return new Response("ok");
            } };
            """
        try await TestRuntime.run(bindings: BindingPorts(keyValue: namespaces)) { runtime in
            let binding = try Binding(name: "KV", value: .keyValue(namespace))
            let specification = try LaunchSpecification.example([File("index.js", source)], bindings: [binding])
            #expect(try await runtime.answer(of: specification).body == "ok")
        }
        let caller = BindingCaller(key: .example())
        #expect(try await namespaces.entry("late", in: namespace, for: caller)?.value == Array("v".utf8))
    }

    @Test("a server without storage says so, also while a worker is tried")
    func missing() async throws {
        let binding = try Binding(name: "KV", value: .keyValue(Resource.ID(UUID())))
        let source = """
            import { env } from "cloudflare:workers";
            const found = await env.KV.get("a").catch((error) => error.message);
            export default { fetch: () => new Response(found) };
            """
        try await TestRuntime.run { runtime in
            let specification = try LaunchSpecification.example([File("index.js", source)], bindings: [binding])
            guard case .ready = await runtime.supervisor.validate(specification) else {
                Issue.record("not loaded"); return
            }
            let response = try await runtime.answer(of: specification)
            #expect(response.body == "KV GET failed: 503 The storage cannot be reached.")
        }
    }
}
