import FoundationEssentials
import RuntimeSupervision
import TestSurroundings
import Testing

@Suite("Invocations are told while somebody observes the workload", .timeLimit(.minutes(1)))
struct InvocationRecordTests {
    private func records(_ runtime: TestRuntime) -> [InvocationRecord] {
        runtime.events.all.compactMap { if case .invocation(let record) = $0.content { record } else { nil } }
    }

    private let source = """
        export default {
          async fetch(request, env, ctx) {
            console.log("one", { a: 1 });
            ctx.waitUntil(scheduler.wait(10).then(() => console.error("two")));
            if (request.url.includes("throw")) throw new TypeError("oops");
            return new Response("ok", { status: 201 });
          },
          scheduled() { console.warn("tick"); },
        };
        """

    @Test("with request, outcome, status and logs; credentials are redacted")
    func request() async throws {
        try await TestRuntime.run { runtime in
            let key = runtime.add(try .example(source))
            runtime.supervisor.observe([key.workload])
            let endpoint = try await runtime.acquire(key)
            let headers = ["Authorization": "Bearer s3cret", "Cookie": "id=1", "X-Plain": "plain"]
            _ = try await runtime.client.send("GET", "http://a.example/p?token=abc&q=1", headers: headers, to: endpoint)
            let event = try await runtime.events.first { if case .invocation = $0.content { true } else { false } }
            #expect(event.requestID == "req-1")
            let record = try #require(records(runtime).first)
            guard case .request(let request) = record.event else { Issue.record("no request"); return }
            #expect(request.method == "GET")
            #expect(request.url == "http://a.example/p?token=[redacted]&q=1")
            #expect(request.status == 201)
            let fields = Dictionary(request.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            #expect(fields["authorization"] == "[redacted]")
            #expect(fields["cookie"] == "[redacted]")
            #expect(fields["x-plain"] == "plain")
            #expect(!fields.keys.contains { $0.hasPrefix("x-gw-") })
            #expect(record.outcome == .ok)
            #expect(record.logs.map(\.text) == ["one { a: 1 }", "two"])
            #expect(record.logs.map(\.level) == [.log, .error])
            #expect(!record.isTruncated)
            #expect(record.time <= record.logs[0].time)
        }
    }

    @Test("also those that throw, and scheduled events")
    func others() async throws {
        try await TestRuntime.run { runtime in
            let key = runtime.add(try .example(source))
            runtime.supervisor.observe([key.workload])
            let endpoint = try await runtime.acquire(key)
            _ = try await runtime.client.send("GET", "http://a.example/throw", to: endpoint)
            let event = ScheduledEvent(id: "e", cron: "* * * * *", time: Date(timeIntervalSince1970: 60))
            #expect(await runtime.supervisor.run(event, on: key, within: .seconds(10)) == .done)
            try await eventually { records(runtime).count == 2 }
            let thrown = try #require(records(runtime).first { if case .request = $0.event { true } else { false } })
            #expect(thrown.outcome == .exception)
            #expect(thrown.exceptions.map(\.message) == ["oops"])
            let scheduled = try #require(records(runtime).first { $0.outcome == .ok })
            #expect(scheduled.event == .scheduled(cron: "* * * * *", time: event.time))
            #expect(scheduled.logs.map(\.text) == ["tick"])
        }
    }

    @Test("nothing is told of workloads that nobody observes, nor afterwards")
    func unobserved() async throws {
        try await TestRuntime.run { runtime in
            let (observed, other) = (runtime.add(try .example(source)), runtime.add(try .example(source)))
            runtime.supervisor.observe([observed.workload])
            let (first, second) = (try await runtime.acquire(observed), try await runtime.acquire(other))
            _ = try await runtime.client.send(to: second)
            _ = try await runtime.client.send(to: first)
            try await eventually { records(runtime).count == 1 }
            runtime.supervisor.observe([])
            _ = try await runtime.client.send(to: first)
            try await eventually { runtime.events.lines.filter { $0 == "two" }.count == 3 }
            #expect(records(runtime).count == 1)
        }
    }

    @Test("what is too much is left out, and that is told")
    func truncated() async throws {
        let source = """
            export default { fetch() {
              for (let count = 0; count < 300; count += 1) console.log("x".repeat(1000));
              return new Response("ok");
            } };
            """
        try await TestRuntime.run { runtime in
            let key = runtime.add(try .example(source))
            runtime.supervisor.observe([key.workload])
            _ = try await runtime.client.send(to: runtime.acquire(key))
            try await eventually { records(runtime).count == 1 }
            let record = try #require(records(runtime).first)
            #expect(record.isTruncated)
            #expect(record.logs.count == 131)
        }
    }

    @Test("a client that goes away is told as canceled")
    func canceled() async throws {
        let source = """
            export default { async fetch(request) {
              await new Promise((resolve) => request.signal.addEventListener("abort", resolve));
              return new Response("nobody reads this");
            } };
            """
        try await TestRuntime.run { runtime in
            let key = runtime.add(try .example(source))
            runtime.supervisor.observe([key.workload])
            try await runtime.client.sendAndLeave(to: runtime.acquire(key))
            try await eventually { records(runtime).map(\.outcome) == [.canceled] }
        }
    }
}
