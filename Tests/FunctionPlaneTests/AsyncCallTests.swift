import FoundationEssentials
import FunctionPlane
import HTTPModel
import ReleaseModel
import Synchronization
import TestSurroundings
import Testing

@Suite("An asynchronous call", .timeLimit(.minutes(2)))
struct AsyncCallTests {
    /// Notes each event under `/tmp`, which one instance sees, and tells it when it is asked.
    private static let code = """
        import time, json
        events = []
        def handler(event, context):
            text = event.decode()
            if text == "events": return json.dumps(events)
            events.append(text + "@" + context.service.version_id + "#" + str(context.retry_count))
            if text.startswith("fail"): raise ValueError("no " + text)
            if text.startswith("sleep"): time.sleep(30)
            return "done " + text
        """

    private static let asynchronous: HTTPFields = ["X-Fc-Invocation-Type": "Async"]

    private func run(
        _ change: (inout TestService) throws -> Void = { _ in },
        limits: (inout FunctionLimits) -> Void = { _ in },
        _ body: (TestPlane, TestService) async throws -> Void
    ) async throws {
        var all = FunctionLimits()
        all.queue.firstPause = .milliseconds(50)
        limits(&all)
        try await TestPlane.run(limits: all) { test in
            var service = try TestService()
            let code = try test.pack(Self.code)
            try service.edit([
                .function("f", code: code, timeout: 5, concurrency: 50), .function("told", code: code, concurrency: 50),
            ])
            try change(&service)
            test.apply(service)
            try await body(test, service)
        }
    }

    private func events(_ test: TestPlane, function: String = "f", qualifier: String? = nil) async throws -> [String] {
        let body = try await test.invoke("events", function: function, qualifier: qualifier).body
        return try JSONDecoder().decode([String].self, from: Data(body.utf8))
    }

    @Test("is accepted with an empty answer, and made")
    func accepted() async throws {
        try await run { test, _ in
            let answer = try await test.invoke("one", fields: Self.asynchronous)
            #expect(answer.status == 202 && answer.body == "" && answer.field("Content-Type") == "")
            #expect(answer.field("X-Fc-Request-Id") != "" && answer.version == "LATEST")
            try await eventually { try await events(test) == ["one@#0"] }
            try await eventually {
                let record = test.store.records.withLock { $0.first { $0.invocationType == .async } }
                return record?.requestId == answer.field("X-Fc-Request-Id")
            }
        }
    }

    @Test("is refused at once where it leads nowhere, is too large, or the account has too many")
    func refusals() async throws {
        try await run(
            limits: {
                $0.asynchronousBytes = 10
                $0.queue.entriesPerAccount = 1
                $0.queue.running = 1
            }
        ) { test, _ in
            let missing = try await test.invoke("x", function: "none", fields: Self.asynchronous)
            #expect(missing.status == 404 && missing.body.contains("FunctionNotFound"))
            let large = try await test.invoke("12345678901", fields: Self.asynchronous)
            #expect(large.status == 400 && large.body.contains("EntityTooLarge"))
            #expect(try await test.invoke("sleep", fields: Self.asynchronous).status == 202)
            let many = try await test.invoke("two", fields: Self.asynchronous)
            #expect(many.status == 429 && many.body.contains("ResourceExhausted"))
        }
    }

    @Test("that fails is tried again on the version that was drawn, and its destination is told at last")
    func retries() async throws {
        let told = "acs:fc:local:1:services/shop.LATEST/functions/told"
        try await run { service in
            let one = try service.publish(1)
            try service.point("prod", at: [(one, 100_000)])
            try service.set(
                .asynchronousCalls,
                "prod",
                "f",
                AsynchronousCalls(retries: 2, onSuccess: told, onFailure: told)
            )
        } _: { test, service in
            var service = service
            #expect(try await test.invoke("fail", qualifier: "prod", fields: Self.asynchronous).version == "1")
            // The alias moves on; the call does not.
            let two = try service.publish(2)
            try service.point("prod", at: [(two, 100_000)])
            test.apply(service)
            try await eventually { try await events(test, function: "told").count == 1 }
            #expect(try await events(test, qualifier: "1") == ["fail@1#0", "fail@1#1", "fail@1#2"])
            let event = try #require(try await events(test, function: "told").first)
            #expect(
                event.contains(#""condition":"UnhandledInvocationError""#)
                    && event.contains(#""requestPayload":"fail""#)
            )
            #expect(event.contains(#""approximateInvokeCount":3"#) && event.contains("no fail"))
            _ = try await test.invoke("fine", qualifier: "prod", fields: Self.asynchronous)
            try await eventually { try await events(test, function: "told").count == 2 }
            #expect(try await events(test, function: "told").last?.contains(#""responsePayload":"done fine""#) == true)
        }
    }

    @Test("with a name can be looked at, listed, and stopped while it runs")
    func stateful() async throws {
        try await run { test, _ in
            let base = "/2021-04-06/services/shop/functions/f/stateful-async-invocations"
            func status(_ id: String) async throws -> String {
                let body = try await test.send(HTTPRequest(.get, try HTTPTarget("\(base)/\(id)"))).body
                return try JSONDecoder().decode(State.self, from: Data(body.utf8)).status
            }
            var fields = Self.asynchronous
            fields.set("X-Fc-Stateful-Async-Invocation-Id", to: "job-1")
            #expect(try await test.invoke("sleep", fields: fields).status == 202)
            #expect(try await test.invoke("again", fields: fields).status == 400)
            try await eventually { try await status("job-1") == "Running" }
            let stop = try await test.send(HTTPRequest(.put, try HTTPTarget("\(base)/job-1")))
            #expect(stop.status == 204 && stop.body == "")
            try await eventually { try await status("job-1") == "Stopped" }
            fields.set("X-Fc-Stateful-Async-Invocation-Id", to: "job-2")
            _ = try await test.invoke("fine", fields: fields)
            try await eventually { try await status("job-2") == "Succeeded" }
            let list = try await test.send(
                HTTPRequest(.get, try HTTPTarget("\(base)?status=Succeeded&includePayload=true"))
            )
            #expect(list.body.contains(#""invocationId":"job-2""#) && !list.body.contains("job-1"))
            #expect(list.body.contains(#""invocationPayload":"fine""#))
            #expect(try await test.send(HTTPRequest(.get, try HTTPTarget("\(base)/none"))).status == 404)
            let none = try await test.send(HTTPRequest(.put, try HTTPTarget("\(base)/none")))
            #expect(none.status == 400 && none.body.contains("InvalidArgument"))
        }
    }

    @Test("that is too old is given up, whatever retries are left")
    func expiry() async throws {
        try await run { service in
            try service.set(.asynchronousCalls, "LATEST", "f", AsynchronousCalls(retries: 8, maximumAge: 2))
        } limits: {
            $0.queue.firstPause = .milliseconds(1_500)
        } _: { test, _ in
            var fields = Self.asynchronous
            fields.set("X-Fc-Stateful-Async-Invocation-Id", to: "old")
            #expect(try await test.invoke("fail", fields: fields).status == 202)
            let path = "/2021-04-06/services/shop/functions/f/stateful-async-invocations/old"
            try await eventually {
                try await test.send(HTTPRequest(.get, try HTTPTarget(path))).body.contains(#""status":"Expired""#)
            }
            // On a slow machine the first attempt may have been the last that was in time.
            let attempts = try await events(test)
            #expect(!attempts.isEmpty && ["fail@#0", "fail@#1"].starts(with: attempts), "\(attempts)")
        }
    }

    private struct State: Decodable {
        let status: String
    }

    @Test("comes from a timer at its time, and from any trigger by hand")
    func triggers() async throws {
        try await run { service in
            let encoder = JSONEncoder()
            let timer = FunctionTrigger.Timer(cronExpression: "@every 1s", payload: "tick")
            let described = FunctionTrigger(
                name: "clock",
                type: "timer",
                configuration: String(decoding: try encoder.encode(timer), as: UTF8.self),
                modifiedAt: 0
            )
            let other = FunctionTrigger(name: "bucket", type: "oss", configuration: "{}", modifiedAt: 0)
            for (described, source) in [
                (described, Trigger.Source.timer(name: "f/clock")), (other, .event(name: "f/bucket")),
            ] {
                service.triggers.append(
                    Trigger(
                        id: Trigger.ID(UUID()),
                        workload: service.workload.id,
                        source: source,
                        target: .head,
                        component: "f",
                        document: String(decoding: try encoder.encode(described), as: UTF8.self),
                        createdAt: Date(timeIntervalSince1970: 0)
                    )
                )
            }
        } _: { test, _ in
            let path = "/2016-08-15/services/shop/functions/f/triggers"
            let fired = try await test.send(
                HTTPRequest(.post, try HTTPTarget("\(path)/bucket/fire"), body: .text("by hand"))
            )
            #expect(fired.status == 202)
            #expect(try await test.send(HTTPRequest(.post, try HTTPTarget("\(path)/none/fire"))).status == 404)
            try await eventually {
                let events = try await events(test)
                let ticks = events.filter { $0.contains(#""triggerName":"clock""#) }
                return events.contains("by hand@#0") && ticks.count >= 2 && Set(ticks).count == ticks.count
            }
        }
    }

    @Test("of a timer goes where its alias leads when it fires")
    func timerOfAlias() async throws {
        try await run { service in
            let one = try service.publish(1)
            try service.point("prod", at: [(one, 100_000)])
            let encoder = JSONEncoder()
            let timer = FunctionTrigger.Timer(cronExpression: "@every 1s", payload: "tick")
            let described = FunctionTrigger(
                name: "clock",
                type: "timer",
                configuration: String(decoding: try encoder.encode(timer), as: UTF8.self),
                modifiedAt: 0
            )
            service.triggers = [
                Trigger(
                    id: Trigger.ID(UUID()),
                    workload: service.workload.id,
                    source: .timer(name: "f/clock"),
                    target: .alias(try Alias.Name("prod")),
                    component: "f",
                    document: String(decoding: try encoder.encode(described), as: UTF8.self),
                    createdAt: Date(timeIntervalSince1970: 0)
                )
            ]
        } _: { test, service in
            try await eventually { try await events(test, qualifier: "1").contains { $0.hasSuffix("@1#0") } }
            var service = service
            let two = try service.publish(2)
            try service.point("prod", at: [(two, 100_000)])
            test.apply(service)
            try await eventually { try await events(test, qualifier: "2").contains { $0.hasSuffix("@2#0") } }
        }
    }
}
