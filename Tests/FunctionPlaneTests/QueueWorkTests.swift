import FoundationEssentials
import HTTPModel
import ReleaseModel
import Synchronization
import TestSurroundings
import Testing

@testable import FunctionPlane

@Suite("The queue of asynchronous calls", .timeLimit(.minutes(2)))
struct QueueWorkTests {
    /// Notes when each event begins and ends, and tells it when it is asked.
    private static let code = """
        import time, json
        events = []
        def handler(event, context):
            text = event.decode()
            if text == "events": return json.dumps(events)
            events.append("begin " + text + "#" + str(context.retry_count))
            if text.startswith("fail"): raise ValueError("no")
            if text.startswith("nap"): time.sleep(0.3)
            if text.startswith("doze"): time.sleep(2)
            if text.startswith("sleep"): time.sleep(30)
            events.append("end " + text)
            return "done"
        """

    private static let asynchronous: HTTPFields = ["X-Fc-Invocation-Type": "Async"]

    private func run(
        _ change: (inout TestService) throws -> Void = { _ in },
        limits: (inout FunctionLimits) -> Void = { _ in },
        earlier: (InvocationStore, TestService) async throws -> Void = { _, _ in },
        _ body: (TestPlane, TestService) async throws -> Void
    ) async throws {
        var all = FunctionLimits()
        all.queue.firstPause = .milliseconds(50)
        limits(&all)
        var service = try TestService()
        try change(&service)
        try await TestPlane.run(limits: all, earlier: { try await earlier($0, service) }) { test in
            let code = try test.pack(Self.code)
            try service.edit([
                .function("f", code: code, timeout: 5, concurrency: 50), .function("g", code: code, concurrency: 50),
            ])
            test.apply(service)
            try await body(test, service)
        }
    }

    private func events(_ test: TestPlane, function: String = "f") async throws -> [String] {
        let body = try await test.invoke("events", function: function).body
        return try JSONDecoder().decode([String].self, from: Data(body.utf8))
    }

    private func named(_ name: String) throws -> HTTPFields {
        var fields = Self.asynchronous
        fields.set("X-Fc-Stateful-Async-Invocation-Id", to: try HTTPFieldValue(name))
        return fields
    }

    private func status(_ name: String, _ test: TestPlane) async throws -> String {
        let path = "/2021-04-06/services/shop/functions/f/stateful-async-invocations/\(name)"
        let body = try await test.send(HTTPRequest(.get, try HTTPTarget(path))).body
        struct State: Decodable { let status: String }
        return try JSONDecoder().decode(State.self, from: Data(body.utf8)).status
    }

    @Test("makes no more at once than it may")
    func running() async throws {
        try await run(limits: { $0.queue.running = 1 }) { test, _ in
            for number in 1...3 {
                #expect(try await test.invoke("nap\(number)", fields: Self.asynchronous).status == 202)
            }
            let expected = (1...3).flatMap { ["begin nap\($0)#0", "end nap\($0)"] }
            try await eventually { try await events(test).count == expected.count }
            #expect(try await events(test) == expected)
        }
    }

    @Test("gives its room back when a call has ended, or was stopped while it waited")
    func room() async throws {
        try await run(limits: {
            $0.queue.running = 1
            $0.queue.entriesPerAccount = 2
        }) { test, _ in
            for number in 1...3 {
                try await eventually {
                    try await test.invoke("nap\(number)", fields: Self.asynchronous).status == 202
                }
            }
            try await eventually { try await events(test).last == "end nap3" }
            #expect(try await test.invoke("sleep", fields: named("runs")).status == 202)
            try await eventually { try await status("runs", test) == "Running" }
            #expect(try await test.invoke("waits", fields: named("waits")).status == 202)
            #expect(try await test.invoke("more", fields: Self.asynchronous).status == 429)
            let path = "/2021-04-06/services/shop/functions/f/stateful-async-invocations/waits"
            #expect(try await test.send(HTTPRequest(.put, try HTTPTarget(path))).status == 204)
            #expect(try await status("waits", test) == "Stopped")
            #expect(try await test.invoke("more", fields: Self.asynchronous).status == 202)
        }
    }

    @Test("has what was accepted before a restart made, whether it waited or ran, and counts it")
    func restart() async throws {
        try await run(
            limits: { $0.queue.entriesPerAccount = 2 },
            earlier: { store, service in
                let accepted = Date()
                for text in ["doze ran", "doze waited"] {
                    let call = QueuedCall(
                        account: TestService.account,
                        workload: service.workload.id,
                        service: "shop",
                        function: "f",
                        qualifier: "LATEST",
                        requestID: text,
                        retries: 0,
                        acceptedAt: accepted,
                        expiresAt: accepted.addingTimeInterval(60),
                        payload: Array(text.utf8)
                    )
                    try await store.add([call])
                    if text == "doze ran" { #expect(try await store.claim(upTo: 1, at: accepted).count == 1) }
                }
            }
        ) { test, _ in
            #expect(try await test.invoke("more", fields: Self.asynchronous).status == 429)
            try await eventually { try await events(test).filter { $0.hasPrefix("end") }.count == 2 }
            let begun = try await events(test).filter { $0.hasPrefix("begin") }
            #expect(Set(begun) == ["begin doze ran#0", "begin doze waited#0"])
            try await eventually { try await test.invoke("more", fields: Self.asynchronous).status == 202 }
        }
    }

    @Test("waits for what the platform refuses, which counts for no attempt, and for no longer than the call may wait")
    func refusedByPlatform() async throws {
        try await run { service in
            try service.set(.onDemandInstances, "LATEST", "f", OnDemandInstances(maximum: 0))
            try service.set(.asynchronousCalls, "LATEST", "f", AsynchronousCalls(retries: 0))
        } _: { test, service in
            #expect(try await test.invoke("late", fields: named("late")).status == 202)
            try await eventually { try await status("late", test) == "Retrying" }
            var service = service
            try service.set(.onDemandInstances, "LATEST", "f", OnDemandInstances(maximum: 1))
            test.apply(service)
            try await eventually { try await status("late", test) == "Succeeded" }
            #expect(try await events(test) == ["begin late#0", "end late"])
        }
    }

    @Test("makes no call that was stopped while it waited for an instance")
    func stoppedWaiting() async throws {
        try await run { service in
            try service.set(.onDemandInstances, "LATEST", "f", OnDemandInstances(maximum: 1))
        } _: { test, service in
            var service = service
            try service.edit([.function("f", code: test.pack(Self.code), timeout: 60)])
            test.apply(service)
            #expect(try await test.invoke("sleep", fields: named("busy")).status == 202)
            try await eventually { test.store.lines.withLock { $0.contains { $0.text.hasPrefix("FC Invoke Start") } } }
            let never = try await test.invoke("never", fields: named("waits")).field("X-Fc-Request-Id")
            try await eventually { try await status("waits", test) == "Running" }
            // The one that waits is stopped first; its turn comes when the other one is.
            for name in ["waits", "busy"] {
                let path = "/2021-04-06/services/shop/functions/f/stateful-async-invocations/\(name)"
                #expect(try await test.send(HTTPRequest(.put, try HTTPTarget(path))).status == 204)
            }
            try await eventually { try await status("waits", test) == "Stopped" }
            #expect(try await events(test) == [])
            #expect(test.store.lines.withLock { !$0.contains { $0.text.contains(never) } })
            #expect(test.store.records.withLock { !$0.contains { $0.requestId == never } })
        }
    }

    @Test("gives up a call of a function that is gone")
    func gone() async throws {
        try await run(limits: { $0.queue.firstPause = .milliseconds(500) }) { test, service in
            #expect(try await test.invoke("fail", fields: named("lost")).status == 202)
            try await eventually { try await status("lost", test) == "Retrying" }
            var service = service
            try service.edit([.function("g")])
            test.apply(service)
            try await eventually { try await status("lost", test) == "Invalid" }
        }
    }

    @Test("ends a chain of calls that lead to one another")
    func depth() async throws {
        let told = "acs:fc:local:1:services/shop.LATEST/functions/f"
        try await run { service in
            try service.set(.asynchronousCalls, "LATEST", "f", AsynchronousCalls(onSuccess: told, onFailure: told))
        } limits: {
            $0.queue.depth = 3
        } _: { test, _ in
            #expect(try await test.invoke("first", fields: Self.asynchronous).status == 202)
            func begun() async throws -> Int { try await events(test).filter { $0.hasPrefix("begin") }.count }
            try await eventually { try await begun() >= 3 }
            // What would have come of the third was in the queue before this.
            for text in ["a", "b"] {
                #expect(try await test.invoke(text, function: "g", fields: Self.asynchronous).status == 202)
                try await eventually { try await events(test, function: "g").last == "end \(text)" }
            }
            #expect(try await begun() == 3)
        }
    }

    @Test("keeps to the instances that a call's qualifier may have")
    func cap() async throws {
        try await run { service in
            try service.set(.onDemandInstances, "LATEST", "g", OnDemandInstances(maximum: 1))
        } _: { test, service in
            var service = service
            let code = try test.pack(Self.code)
            try service.edit([.function("f", code: code), .function("g", code: code)])
            test.apply(service)
            for number in 1...3 {
                _ = try await test.invoke("nap\(number)", function: "g", fields: Self.asynchronous)
            }
            try await eventually { test.store.records.withLock { $0.count { $0.invocationType == .async } } == 3 }
            #expect(Set(test.store.records.withLock { $0.map(\.instanceID) }).count == 1)
        }
    }
}
