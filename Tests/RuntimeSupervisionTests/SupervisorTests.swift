import FoundationEssentials
import Glibc
import HTTPEngine
import RuntimeSupervision
import Synchronization
import TestSurroundings
import Testing

@Suite("Instances come when they are needed and go when they are not", .timeLimit(.minutes(1)))
struct SupervisorTests {
    @Test("all who ask at once share one start")
    func sharedStart() async throws {
        try await TestRuntime.run { runtime in
            let key = runtime.add(try .answering("1"))
            let ids = try await withThrowingTaskGroup(of: UInt64.self) { group in
                for _ in 0..<20 { group.addTask { try await runtime.acquire(key).id } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            #expect(try await runtime.acquire(key).id == ids.first)
            #expect(await runtime.supervisor.status()?.instances.count == 1)
        }
    }

    @Test("two versions never share a process")
    func separation() async throws {
        try await TestRuntime.run { runtime in
            let first = try await runtime.acquire(runtime.add(.answering("'one'")))
            let second = try await runtime.acquire(runtime.add(.answering("'two'")))
            #expect(try await runtime.client.send(to: first).body == #""one""#)
            #expect(try await runtime.client.send(to: second).body == #""two""#)
            let status = try #require(await runtime.supervisor.status())
            #expect(Set(status.instances.compactMap(\.pid)).count == 2)
            #expect(status.engineVersion != nil)
            #expect(status.instances.allSatisfy { $0.state == .ready && ($0.memory?.proportional ?? 0) > 1 << 20 })
        }
    }

    @Test("a version that cannot be loaded is refused at once for a while, without another process")
    func backOff() async throws {
        var limits = RuntimeLimits.test
        limits.firstRetryDelay = .seconds(20)
        try await TestRuntime.run(limits: limits) { runtime in
            let key = runtime.add(try .example("throw new Error('broken');"))
            let failure = LoadFailure(
                name: "Error",
                message: "broken",
                stack: "Error: broken\n    at bundle:///index.js:1:7"
            )
            await #expect(throws: InstanceFailure.loadFailed(failure)) { try await runtime.acquire(key) }
            let error = await #expect(throws: InstanceFailure.self) { try await runtime.acquire(key) }
            guard case .backingOff(let delay, let cause)? = error else {
                Issue.record("\(String(describing: error))"); return
            }
            #expect(delay > .seconds(10) && delay <= .seconds(20))
            #expect(cause.contains("broken"))
            let started = runtime.events.all.filter { if case .failedToStart = $0.content { true } else { false } }
            #expect(started.count == 1)
        }
    }

    @Test("code that cannot be read is a failure of its own")
    func missingCode() async throws {
        try await TestRuntime.run { runtime in
            await #expect(throws: InstanceFailure.specificationUnavailable("CodeMissing()")) {
                try await runtime.acquire(.example())
            }
        }
    }

    @Test("an instance that dies is told, withdrawn and replaced")
    func replacement() async throws {
        var limits = RuntimeLimits.test
        limits.firstRetryDelay = .milliseconds(1)
        try await TestRuntime.run(limits: limits) { runtime in
            let key = runtime.add(try .answering("1"))
            let first = try await runtime.acquire(key)
            let pid = try #require(await runtime.supervisor.status()?.instances.first?.pid)
            kill(pid, SIGKILL)
            _ = try await runtime.events.first { $0.content == .lost(.killed(signal: SIGKILL)) }
            #expect(first.isWithdrawn)
            try await eventually { (try? await runtime.acquire(key)).map { $0.id != first.id } ?? false }
            #expect(await runtime.supervisor.status()?.instances.first?.losses == 1)
        }
    }

    @Test("an engine that answers no ping any more is ended")
    func watchdog() async throws {
        var limits = RuntimeLimits.test
        limits.pingInterval = .milliseconds(50)
        limits.pongDeadline = .milliseconds(500)
        try await TestRuntime.run(limits: limits) { runtime in
            let endpoint = try await runtime.acquire(runtime.add(.example("export default { fetch() { for (;;); } };")))
            await #expect(throws: EngineClient.NoResponse.self) { try await runtime.client.send(to: endpoint) }
            _ = try await runtime.events.first { $0.content == .stopped }
            #expect(endpoint.isWithdrawn)
        }
    }

    @Test("an idle instance stops, and one that is kept does not")
    func idleness() async throws {
        var limits = RuntimeLimits.test
        limits.idleTime = .milliseconds(300)
        try await TestRuntime.run(limits: limits) { runtime in
            let kept = runtime.add(try .answering("1"))
            let spare = runtime.add(try .answering("2"))
            runtime.supervisor.keep([kept])
            _ = try await runtime.acquire(kept)
            let endpoint = try await runtime.acquire(spare)
            _ = try await runtime.events.first { $0.content == .stopped && $0.key == spare }
            #expect(endpoint.isWithdrawn)
            #expect(access(endpoint.path, F_OK) != 0)
            #expect(await runtime.supervisor.status()?.instances.map(\.key) == [kept])
            // Asked for again, it starts again.
            #expect(try await runtime.acquire(spare).id != endpoint.id)
        }
    }

    @Test("an instance is not stopped while a request is under way, and its promises are kept")
    func drain() async throws {
        let source = """
            export default { async fetch(request, env, ctx) {
              ctx.waitUntil(scheduler.wait(400).then(() => console.log("kept")));
              await scheduler.wait(300);
              return new Response("done");
            } };
            """
        try await TestRuntime.run { runtime in
            let endpoint = try await runtime.acquire(runtime.add(.example(source)))
            endpoint.inFlight.add(1, ordering: .sequentiallyConsistent)
            async let response = runtime.client.send(to: endpoint)
            runtime.supervisor.reportUnreachable(endpoint)
            #expect(try await response.body == "done")
            #expect(endpoint.isWithdrawn)
            #expect(!runtime.events.all.contains { $0.content == .stopped })
            endpoint.inFlight.subtract(1, ordering: .sequentiallyConsistent)
            _ = try await runtime.events.first { $0.content == .stopped }
            #expect(runtime.events.lines == ["kept"])
        }
    }

    @Test("what does not end by the deadline is ended")
    func drainDeadline() async throws {
        var limits = RuntimeLimits.test
        limits.drainTimeout = .milliseconds(100)
        let source =
            "export default { fetch(request, env, ctx) { ctx.waitUntil(new Promise(() => {})); return new Response(''); } };"
        try await TestRuntime.run(limits: limits) { runtime in
            let endpoint = try await runtime.acquire(runtime.add(.example(source)))
            _ = try await runtime.client.send(to: endpoint)
            runtime.supervisor.reportUnreachable(endpoint)
            _ = try await runtime.events.first { $0.content == .stopped }
        }
    }

    @Test("beyond the limit of instances the longest idle one makes room")
    func room() async throws {
        var limits = RuntimeLimits.test
        limits.instances = 1
        try await TestRuntime.run(limits: limits) { runtime in
            let first = try await runtime.acquire(runtime.add(.answering("1")))
            let second = runtime.add(try .answering("2"))
            await #expect(throws: InstanceFailure.tooManyInstances(limit: 1)) { try await runtime.acquire(second) }
            try await eventually { (try? await runtime.acquire(second)) != nil }
            #expect(first.isWithdrawn)
        }
    }

    @Test("keys can be warmed before anybody asks, and are remembered")
    func recency() async throws {
        try await TestRuntime.run { runtime in
            let keys = [runtime.add(try .answering("1")), runtime.add(try .answering("2"))]
            runtime.supervisor.prewarm(keys)
            for key in keys {
                _ = try await runtime.events.first { event in
                    if case .started = event.content { event.key == key } else { false }
                }
            }
            _ = try await runtime.acquire(keys[0])
            let path = runtime.folder.path + "/run/recent"
            try await eventually {
                (try? String(contentsOfFile: path, encoding: .utf8)) == "\(keys[0])\n\(keys[1])\n"
            }
        }
    }

    @Test("warming what runs begins its idle time anew")
    func warmingWhatRuns() async throws {
        var limits = RuntimeLimits.test
        limits.idleTime = .milliseconds(300)
        try await TestRuntime.run(limits: limits) { runtime in
            let kept = runtime.add(try .answering("1"))
            let spare = runtime.add(try .answering("2"))
            runtime.supervisor.keep([kept])
            let endpoint = try await runtime.acquire(kept)
            let before = endpoint.lastUsed.load(ordering: .relaxed)
            _ = try await runtime.acquire(spare)
            _ = try await runtime.events.first { $0.content == .stopped && $0.key == spare }
            runtime.supervisor.prewarm([kept])
            #expect(await runtime.supervisor.status()?.instances.map(\.id) == [endpoint.id])
            #expect(endpoint.lastUsed.load(ordering: .relaxed) >= before + 300)
        }
    }

    @Test("a start tells how long loading took, and how long it was waited for")
    func loadTime() async throws {
        try await TestRuntime.run { runtime in
            let source = """
                for (const begin = Date.now(); Date.now() - begin < 100; );
                export default { fetch: () => new Response() };
                """
            for (specification, least) in [(try .example(source), 100), (try .answering("1"), 0)]
                as [(LaunchSpecification, Int)]
            {
                let key = runtime.add(specification)
                _ = try await runtime.acquire(key)
                let started = runtime.events.all.compactMap { event -> (after: Duration, loading: Duration)? in
                    guard event.key == key, case .started(let after, let loading) = event.content else { return nil }
                    return (after, loading)
                }
                let start = try #require(started.first)
                #expect(started.count == 1)
                #expect(start.loading >= .milliseconds(least))
                // No engine was warm: the wait for one is not a part of loading.
                #expect(start.after > start.loading)
            }
        }
    }

    @Test("warm engines are ready before they are needed, and replaced when they are taken")
    func pool() async throws {
        var limits = RuntimeLimits.test
        limits.warmEngines = 1
        try await TestRuntime.run(limits: limits) { runtime in
            try await eventually { await runtime.supervisor.status()?.warmEngines == 1 }
            _ = try await runtime.acquire(runtime.add(.answering("1")))
            try await eventually { await runtime.supervisor.status()?.warmEngines == 1 }
        }
    }

    @Test("after the stop nothing is left, and nothing more is promised")
    func stop() async throws {
        let pids = Mutex<[Int32]>([])
        let stopped = Mutex<TestRuntime?>(nil)
        try await TestRuntime.run { runtime in
            _ = try await runtime.acquire(runtime.add(.answering("1")))
            let found = try #require(await runtime.supervisor.status()).instances.compactMap(\.pid)
            pids.withLock { $0 = found }
            stopped.withLock { $0 = runtime }
        }
        let runtime = try #require(stopped.withLock { $0 })
        for pid in pids.withLock({ $0 }) { #expect(kill(pid, 0) == -1) }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: runtime.folder.path + "/run").sorted() == [
                "engines", "recent",
            ]
        )
        #expect(try String(contentsOfFile: runtime.folder.path + "/run/engines", encoding: .utf8) == "")
        await #expect(throws: InstanceFailure.stopping) { try await runtime.acquire(.example()) }
        #expect(await runtime.supervisor.status() == nil)
    }
}

extension UpstreamEndpoint {
    /// Whether new requests shall go elsewhere.
    fileprivate var isWithdrawn: Bool { isDraining.load(ordering: .sequentiallyConsistent) }
}
