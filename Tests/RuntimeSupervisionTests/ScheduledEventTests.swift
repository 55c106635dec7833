import FoundationEssentials
import Glibc
import HTTPEngine
import RuntimeSupervision
import Synchronization
import Testing

@Suite("Scheduled events are handled as requests are", .timeLimit(.minutes(1)))
struct ScheduledEventTests {
    private let event = ScheduledEvent(
        id: "event-1",
        cron: "*/5 * * * *",
        time: Date(timeIntervalSince1970: 1_800_000_300)
    )

    private func run(
        _ source: String,
        in runtime: TestRuntime,
        within limit: Duration = .seconds(10)
    ) async throws -> EventOutcome {
        await runtime.supervisor.run(event, on: runtime.add(try .example(source)), within: limit)
    }

    @Test("the handler is told when and why, and is done when its promises are")
    func done() async throws {
        let source = """
            export default { async scheduled(controller, env, ctx) {
              console.log(controller.cron, controller.scheduledTime, controller.type);
              ctx.waitUntil(scheduler.wait(20).then(() => console.log("later")));
            } };
            """
        try await TestRuntime.run { runtime in
            let outcome = try await run(source, in: runtime)
            #expect(outcome == .done)
            #expect(runtime.events.lines == ["*/5 * * * * 1800000300000 scheduled", "later"])
            let ids = runtime.events.all.filter { if case .log = $0.content { true } else { false } }.map(\.requestID)
            #expect(ids == ["event-1", "event-1"])
        }
    }

    @Test("an entrypoint class handles it too")
    func entrypoint() async throws {
        let source = """
            import { WorkerEntrypoint } from "cloudflare:workers";
            export default class extends WorkerEntrypoint { scheduled({ cron }) { console.log("class", cron); } };
            """
        try await TestRuntime.run { runtime in
            let outcome = try await run(source, in: runtime)
            #expect(outcome == .done)
            #expect(runtime.events.lines == ["class */5 * * * *"])
        }
    }

    struct Failing: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        let message: String
        var mayRetry = true
    }

    @Test(
        "what throws is an exception",
        arguments: [
            Failing(testDescription: "at once", body: "throw new Error('now');", message: "now"),
            Failing(
                testDescription: "in waitUntil",
                body: "ctx.waitUntil(scheduler.wait(1).then(() => { throw new Error('later'); }));",
                message: "later"
            ),
            Failing(
                testDescription: "and is not to be tried again",
                body: "controller.noRetry(); throw new Error('once');",
                message: "once",
                mayRetry: false
            ),
        ]
    )
    func exceptions(_ example: Failing) async throws {
        try await TestRuntime.run { runtime in
            let source = "export default { scheduled(controller, env, ctx) { \(example.body) } };"
            guard case .exception(let failure?, let mayRetry) = try await run(source, in: runtime) else {
                Issue.record("no exception"); return
            }
            #expect(failure.message == example.message)
            #expect(mayRetry == example.mayRetry)
        }
    }

    @Test("a worker without the handler says so")
    func noHandler() async throws {
        try await TestRuntime.run { runtime in
            let outcome = try await run("export default { fetch() {} };", in: runtime)
            guard case .exception(let failure, _) = outcome else { Issue.record("\(outcome)"); return }
            #expect(failure?.message == "The worker has no scheduled handler.")
        }
    }

    @Test("a worker that cannot be loaded, an event that is late, and an instance that dies are told apart")
    func failures() async throws {
        var limits = RuntimeLimits.test
        limits.firstRetryDelay = .milliseconds(1)
        try await TestRuntime.run(limits: limits) { runtime in
            guard case .unavailable(.loadFailed) = try await run("throw new Error('broken');", in: runtime)
            else {
                Issue.record("it was loaded"); return
            }
            let hanging = "export default { scheduled: () => new Promise(() => {}) };"
            let late = try await run(hanging, in: runtime, within: .milliseconds(50))
            #expect(late == .timedOut)
            let dying = "import process from 'node:process'; export default { scheduled() { process.abort(); } };"
            let key = runtime.add(try .example(dying, flags: ["nodejs_compat"]))
            #expect(await runtime.supervisor.run(event, on: key, within: .seconds(10)) == .lost)
        }
    }

    @Test("an instance is not idle while it handles an event")
    func notIdle() async throws {
        var limits = RuntimeLimits.test
        limits.idleTime = .milliseconds(50)
        let source = "export default { scheduled: () => scheduler.wait(400) };"
        try await TestRuntime.run(limits: limits) { runtime in
            let outcome = try await run(source, in: runtime)
            #expect(outcome == .done)
            _ = try await runtime.events.first { $0.content == .stopped }
            let status = try #require(await runtime.supervisor.status())
            #expect(status.instances.allSatisfy { $0.inFlight == 0 })
        }
    }
}
