import RuntimeSupervision
import TestSurroundings
import Testing

@Suite("What a worker prints and throws is told, with the request it belongs to", .timeLimit(.minutes(1)))
struct JournalTests {
    @Test("console, by level")
    func console() async throws {
        let source = """
            console.log("loading");
            export default { async fetch(request) {
              console.debug("d"); console.info("i %s", 1); console.log({ a: [1] }); console.warn("w");
              await scheduler.wait(1);
              console.error("e");
              return new Response("ok");
            } };
            """
        try await TestRuntime.run { runtime in
            _ = try await runtime.answer(of: .example(source))
            _ = try await runtime.events.first { $0.content == .log(.error, "e") }
            let logged = runtime.events.all.filter { event in
                if case .log = event.content { true } else { false }
            }
            #expect(
                logged.map(\.content) == [
                    .log(.log, "loading"), .log(.debug, "d"), .log(.info, "i 1"), .log(.log, "{ a: [ 1 ] }"),
                    .log(.warn, "w"), .log(.error, "e"),
                ]
            )
            #expect(logged.map(\.requestID) == [nil, "req-1", "req-1", "req-1", "req-1", "req-1"])
        }
    }

    @Test("a handler that throws answers 500 by Accept, names version and request, and hides the rest")
    func exception() async throws {
        let source = #"export default { fetch() {\#n  throw new TypeError("a secret");\#n} };"#
        try await TestRuntime.run { runtime in
            let specification = try LaunchSpecification.example(source)
            let endpoint = try await runtime.acquire(runtime.add(specification))
            let json = try await runtime.client.send(to: endpoint)
            #expect(json.status == 500)
            #expect(json.head.contains("content-type: application/problem+json"))
            #expect(
                json.body
                    == #"{"type":"urn:sluice:problem:worker_exception","title":"Worker threw an exception","status":500,"#
                    + #""code":"worker_exception","detail":"The worker \"hello\" (version 3) threw an exception.","#
                    + #""worker":"hello","version":3,"versionId":"\#(specification.versionID)","requestId":"req-1"}"#
                    + "\n"
            )

            let page = try await runtime.client.send(headers: ["Accept": "text/html,*/*"], to: endpoint)
            #expect(page.status == 500)
            #expect(page.head.contains("content-type: text/html; charset=utf-8"))
            for text in ["(version 3)", "req-1", "worker_exception"] { #expect(page.body.contains(text)) }
            for text in ["a secret", "index.js", "TypeError"] { #expect(!(json.body + page.body).contains(text)) }

            let event = try await runtime.events.first { event in
                if case .exception = event.content { true } else { false }
            }
            #expect(event.requestID == "req-1")
            #expect(
                event.content
                    == .exception(
                        RuntimeEvent.Exception(
                            origin: .handler,
                            name: "TypeError",
                            message: "a secret",
                            stack: "TypeError: a secret\n    at Object.fetch (bundle:///index.js:2:9)"
                        )
                    )
            )
        }
    }

    @Test("exceptions outside of a handler are told, and end nothing")
    func uncaught() async throws {
        let source = """
            export default { fetch(request, env, ctx) {
              setTimeout(() => { throw new Error("timer"); }, 1);
              Promise.reject(new Error("rejection"));
              ctx.waitUntil(scheduler.wait(1).then(() => { throw new Error("background"); }));
              ctx.passThroughOnException();
              return new Response("ok");
            } };
            """
        try await TestRuntime.run { runtime in
            let endpoint = try await runtime.acquire(runtime.add(.example(source)))
            #expect(try await runtime.client.send(to: endpoint).body == "ok")
            for message in ["timer", "rejection", "background"] {
                let event = try await runtime.events.first { event in
                    if case .exception(let exception) = event.content { exception.message == message } else { false }
                }
                #expect((event.requestID == "req-1") == (message != "timer"))
            }
            #expect(try await runtime.client.send(to: endpoint).body == "ok")
        }
    }

    @Test("a handler that returns nothing is an exception too")
    func noResponse() async throws {
        try await TestRuntime.run { runtime in
            let response = try await runtime.answer(of: .example("export default { fetch() {} };"))
            #expect(response.status == 500)
            let event = try await runtime.events.first { event in
                if case .exception = event.content { true } else { false }
            }
            guard case .exception(let exception) = event.content else { return }
            #expect(exception.message == "The fetch handler did not return a Response.")
        }
    }

    @Test("a flood is cut, and says so")
    func flood() async throws {
        var limits = RuntimeLimits.test
        limits.eventsPerSecond = 50
        let source = """
            export default { async fetch() {
              for (let count = 0; count < 2000; count += 1) console.log("x".repeat(100));
              return new Response("ok");
            } };
            """
        try await TestRuntime.run(limits: limits) { runtime in
            let endpoint = try await runtime.acquire(runtime.add(.example(source)))
            var requests = 0
            // What was dropped is told with the first entry of a later second.
            try await eventually {
                _ = try await runtime.client.send(to: endpoint)
                requests += 1
                return runtime.events.lines.contains { $0.hasSuffix("entries were dropped: more than 50 in a second") }
            }
            #expect(runtime.events.lines.count < requests * 2_000 / 2)
        }
    }

    @Test("output beside the console is told as lines")
    func output() async throws {
        let source = """
            export default { fetch() {
              process.stdout.write("to stdout\\n"); process.stderr.write("to stderr\\n");
              return new Response("ok");
            } };
            """
        try await TestRuntime.run { runtime in
            _ = try await runtime.answer(of: .example(source, flags: ["nodejs_compat"]))
            _ = try await runtime.events.first { $0.content == .log(.log, "to stdout") }
            _ = try await runtime.events.first { $0.content == .log(.error, "to stderr") }
        }
    }
}
