import FoundationEssentials
import ReleaseModel
import RuntimeSupervision
import Testing

@Suite("Scripts that are no modules run as they do on Workers", .timeLimit(.minutes(1)))
struct ClassicWorkerTests {
    private func specification(_ source: String, bindings: [Binding] = []) throws -> LaunchSpecification {
        try .example([File("worker.js", source, type: .classic)], bindings: bindings)
    }

    @Test("listeners answer, bindings are globals, and the script is sloppy where it is")
    func listeners() async throws {
        let source = """
            implicit = "sloppy";
            var count = 0;
            function answer() { count += 1; return [this === globalThis, implicit, GREETING, SETTINGS.a, globalThis.count]; }
            addEventListener("fetch", (event) => {
              event.passThroughOnException();
              const seen = KV.get("seen");
              const kept = seen.then(() => KV.put("seen", event.request.url));
              event.waitUntil(kept);
              event.respondWith(kept.then(() => seen).then((seen) => Response.json([seen, event.type, ...answer()])));
            });
            addEventListener("scheduled", (event) => console.log(event.cron, event.scheduledTime));
            """
        let bindings = try [
            Binding(name: "GREETING", value: .plainText("hello")),
            Binding(name: "SETTINGS", value: .json(#"{"a":1}"#)),
            Binding(name: "KV", value: .keyValue(Resource.ID(UUID()))),
        ]
        try await TestRuntime.run(bindings: BindingPorts(keyValue: MemoryNamespaces())) { runtime in
            let key = runtime.add(try specification(source, bindings: bindings))
            let endpoint = try await runtime.acquire(key)
            let first = try await runtime.client.send("GET", "http://a.example/x", to: endpoint)
            #expect(first.body == #"[null,"fetch",true,"sloppy","hello",1,1]"#)
            let second = try await runtime.client.send("GET", "http://a.example/y", to: endpoint)
            #expect(second.body == #"["http://a.example/x","fetch",true,"sloppy","hello",1,2]"#)
            let event = ScheduledEvent(id: "e", cron: "* * * * *", time: Date(timeIntervalSince1970: 60))
            #expect(await runtime.supervisor.run(event, on: key, within: .seconds(10)) == .done)
            #expect(runtime.events.lines == ["* * * * * 60000"])
        }
    }

    @Test("the first listener that responds answers; none is an exception")
    func respondWith() async throws {
        let source = """
            addEventListener("fetch", (event) => { if (event.request.url.endsWith("/1")) event.respondWith(new Response("1")); });
            addEventListener("fetch", { handleEvent(event) {
              if (event.request.url.endsWith("/2")) event.respondWith(new Response("2"));
            } });
            """
        try await TestRuntime.run { runtime in
            let endpoint = try await runtime.acquire(runtime.add(specification(source)))
            #expect(try await runtime.client.send("GET", "http://a.example/1", to: endpoint).body == "1")
            #expect(try await runtime.client.send("GET", "http://a.example/2", to: endpoint).body == "2")
            #expect(try await runtime.client.send("GET", "http://a.example/3", to: endpoint).status == 500)
        }
    }

    @Test("what cannot be loaded says why")
    func refusals() async throws {
        try await TestRuntime.run { runtime in
            guard case .refused(let empty) = await runtime.supervisor.validate(try specification("var a = 1;")) else {
                Issue.record("loaded"); return
            }
            #expect(empty.message.hasPrefix("The script has no event listener."))
            guard case .refused(let broken) = await runtime.supervisor.validate(try specification("let x = ;")) else {
                Issue.record("loaded"); return
            }
            #expect(broken.name == "SyntaxError")
        }
    }
}
