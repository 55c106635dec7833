import ReleaseModel
import RuntimeSupervision
import Testing

/// What a worker can rely on, each shown by a small worker in the real engine.
@Suite("A worker behaves as Workers do", .timeLimit(.minutes(1)))
struct WorkerBehaviourTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Evaluated in the fetch handler.
        let expression: String
        /// As JSON.
        let answer: String
        var flags: [String] = []
    }

    static let cases: [Case] = [
        Case(
            testDescription: "the URL is exact",
            expression: "request.url",
            answer: #""https://a.example:8443/p?q=%20""#
        ),
        Case(
            testDescription: "headers of the gateway are hidden",
            expression:
                "[...request.headers.keys(), ...new Request(request).headers.keys(), ...request.clone().headers.keys()]"
                + ".filter((name) => name.startsWith('x-'))",
            answer: "[]"
        ),
        Case(testDescription: "request.cf is the gateway's", expression: "request.cf.colo", answer: #""SLC""#),
        Case(testDescription: "a clone has it too", expression: "request.clone().cf.colo", answer: #""SLC""#),
        Case(
            testDescription: "request headers are immutable",
            expression: "(() => { try { request.headers.set('a', 'b') } catch (e) { return e.name } })()",
            answer: #""TypeError""#
        ),
        Case(
            testDescription: "code from strings is refused",
            expression: "['eval(\"1\")', 'f'].map((_, i) => { try { return i ? new Function('1') : eval('1') }"
                + " catch (e) { return e.name } })",
            answer: #"["EvalError","EvalError"]"#
        ),
        Case(
            testDescription: "the user agent is Workers'",
            expression: "navigator.userAgent",
            answer: #""Cloudflare-Workers""#
        ),
        Case(
            testDescription: "Node's globals are absent without the flag",
            expression: "[typeof process, typeof Buffer, typeof Deno, typeof global, typeof setImmediate]",
            answer: #"["undefined","undefined","undefined","undefined","undefined"]"#
        ),
        Case(
            testDescription: "Node's globals are there with nodejs_compat",
            expression: "[typeof process.env, Buffer.from('a').toString('hex')]",
            answer: #"["object","61"]"#,
            flags: ["nodejs_compat"]
        ),
        Case(
            testDescription: "what is shared between processes is absent",
            expression: "[typeof localStorage, typeof sessionStorage, typeof BroadcastChannel, typeof Worker]",
            answer: #"["undefined","undefined","undefined","undefined"]"#
        ),
        Case(
            testDescription: "the default cache keeps nothing",
            expression:
                "caches.default.put('http://a/', new Response('x')).then(() => caches.default.match('http://a/'))"
                + ".then((found) => found === undefined)",
            answer: "true"
        ),
        Case(
            testDescription: "FixedLengthStream counts",
            expression: "new Response(new Response('abc').body.pipeThrough(new FixedLengthStream(3))).text()",
            answer: #""abc""#
        ),
        Case(
            testDescription: "FixedLengthStream refuses too little",
            expression: "new Response(new Response('ab').body.pipeThrough(new FixedLengthStream(3))).text()"
                + ".catch((error) => error.name)",
            answer: #""TypeError""#
        ),
        Case(
            testDescription: "IdentityTransformStream passes bytes",
            expression: "new Response(new Response('abc').body.pipeThrough(new IdentityTransformStream())).text()",
            answer: #""abc""#
        ),
        Case(
            testDescription: "scheduler.wait waits",
            expression: "scheduler.wait(1).then(() => 'waited')",
            answer: #""waited""#
        ),
        Case(
            testDescription: "timingSafeEqual compares",
            expression: "[new Uint8Array([1, 2]), new Uint8Array([1, 3])]"
                + ".map((other) => crypto.subtle.timingSafeEqual(new Uint8Array([1, 2]), other))",
            answer: "[true,false]"
        ),
    ]

    @Test("as a table of expressions", arguments: cases)
    func expression(_ example: Case) async throws {
        try await TestRuntime.run { runtime in
            let response = try await runtime.answer(
                of: .answering(example.expression, flags: example.flags),
                "GET",
                "https://a.example:8443/p?q=%20",
                headers: ["x-gw-cf": #"{"colo":"SLC"}"#]
            )
            #expect(response.body == example.answer)
            #expect(response.status == 200)
        }
    }
}
