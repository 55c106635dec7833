import FoundationEssentials
import FunctionPlane
import HTTPModel
import ReleaseModel
import Synchronization
import TestSurroundings
import Testing

@Suite("A call of a function", .timeLimit(.minutes(2)))
struct InvocationTests {
    /// Does what the event says.
    private static let code = """
        import os, sys, time, json
        count = 0
        def handler(event, context):
            global count
            count += 1
            word, _, rest = event.decode().partition(" ")
            if word == "echo": return rest
            if word == "count": return str(count)
            if word == "sleep": time.sleep(float(rest)); return "slept"
            if word == "raise": raise ValueError(rest)
            if word == "exit": os._exit(3)
            if word == "leave": sys.exit(rest)
            if word == "env": return os.environ.get(rest, "")
            if word == "say":
                print("said " + rest)
                return rest
            if word == "fill":
                held = bytearray(int(rest) << 20)
                for i in range(0, len(held), 4096): held[i] = 1
                return "held"
            if word == "grow":
                full, filled = os.pipe()
                for _ in range(4):
                    if os.fork() == 0:
                        held = bytearray(60 << 20)
                        for i in range(0, len(held), 4096): held[i] = 1
                        os.write(filled, b"x")
                        time.sleep(600)
                for _ in range(4): os.read(full, 1)
                return "grown"
            if word == "network": return os.readlink("/proc/self/ns/net")
            if word == "facts":
                return {"id": context.request_id, "q": context.service.qualifier, "v": context.service.version_id,
                    "instance": os.environ["FC_INSTANCE_ID"]}
        def init(context):
            raise KeyError("no start")
        def slow(context):
            time.sleep(600)
        def tardy(context):
            time.sleep(2)
        """
    private static let tardy = Execution.Hook(handler: "index.tardy", timeout: 30)

    private func service(_ test: TestPlane, _ more: (Digest) throws -> [Component] = { _ in [] }) throws -> TestService
    {
        var service = try TestService()
        let code = try test.pack(Self.code)
        try service.edit(try [.function("f", code: code, environment: ["COLOR": "blue"])] + more(code))
        return service
    }

    @Test("is answered by what the function returns, with all that clients are told")
    func answers() async throws {
        try await TestPlane.run { test in
            let service = try service(test)
            test.apply(service)
            let first = try await test.invoke("echo grüß", fields: ["X-Fc-Trace-Id": "trace-7"])
            #expect(first.status == 200 && first.body == "grüß" && first.errorType == "")
            #expect(first.field("X-Fc-Request-Id") == "trace-7" && first.version == "LATEST")
            #expect(first.field("Content-Type") == "application/octet-stream")
            #expect(first.field("X-Fc-Invocation-Qualifier") == "LATEST")
            #expect(first.instance.hasPrefix("c-") && first.instance.utf8.count == 31)
            #expect(Int(first.field("X-Fc-Invocation-Duration")) != nil)
            #expect(Double(first.field("X-Fc-Max-Memory-Usage")).map { $0 > 1 } == true)
            #expect(UInt64(first.field("X-Fc-Code-Checksum")) != nil)
            #expect(first.field("Sluice-Engine").hasPrefix("Python 3"))
            let second = try await test.invoke("count")
            #expect(second.body == "2" && second.instance == first.instance)
            #expect(try await test.invoke("env COLOR").body == "blue")
            #expect(try await test.invoke("facts").body.contains(#""instance": "\#(first.instance)""#))
            let records = test.store.records.withLock { $0 }
            #expect(records.map(\.isColdStart) == [true, false, false, false])
            #expect(records.first?.requestId == "trace-7" && records.first?.versionId == "LATEST")
            #expect(records.first?.engine.hasPrefix("Python 3") == true)
        }
    }

    @Test("that fails, hangs, or ends its process is answered with 200 and why")
    func failures() async throws {
        try await TestPlane.run { test in
            let service = try service(test) { try [.function("short", code: $0, timeout: 2)] }
            test.apply(service)
            let raised = try await test.invoke("raise oh no")
            #expect(raised.status == 200 && raised.errorType == "UnhandledInvocationError")
            #expect(raised.body.contains(#""errorMessage": "oh no""#) && raised.body.contains("ValueError"))
            #expect(raised.field("Content-Type") == "application/json")
            // An exception leaves the instance alone.
            #expect(try await test.invoke("count").body == "2")
            // That it ends at all proves that it is not waited for.
            let late = try await test.invoke("sleep 600", function: "short")
            #expect(late.status == 200 && late.errorType == "UnhandledInvocationError")
            #expect(late.body.contains("Function timed out after 2 seconds (maxMemoryUsage: "))
            let gone = try await test.invoke("exit")
            #expect(gone.status == 200 && gone.errorType == "UnhandledInvocationError")
            #expect(gone.body.contains("Process exited unexpectedly before completing request (duration: "))
            // The next calls have new instances.
            #expect(try await test.invoke("count").body == "1")
            #expect(try await test.invoke("count", function: "short").body == "1")
            #expect(test.store.records.withLock { $0.filter(\.hasFunctionError).count } == 3)
        }
    }

    @Test("that is the last of its instance says why, and no call after it meets the dead instance")
    func lastCalls() async throws {
        try await TestPlane.run { test in
            test.apply(try service(test))
            for round in 1...5 {
                let last = try await test.invoke("leave \(round)")
                #expect(last.errorType == "UnhandledInvocationError")
                #expect(last.body.contains("SystemExit"), "\(last.body)")
                let next = try await test.invoke("count")
                #expect(next.body == "1" && next.errorType == "", "round \(round): \(next.body)")
                #expect(next.instance != last.instance)
            }
        }
    }

    @Test("whose start fails says so, and is not started again at once")
    func starts() async throws {
        try await TestPlane.run { test in
            let service = try service(test) {
                try [
                    .function("raises", code: $0, initializer: .init(handler: "index.init", timeout: 3)),
                    .function("missing", code: $0, handler: "index.nothing"),
                    .function("strange", code: $0, runtime: "cobol"),
                    .function("lost", code: TestService.digest("lost")),
                ]
            }
            test.apply(service)
            let raised = try await test.invoke(function: "raises")
            #expect(raised.status == 200 && raised.errorType == "UnhandledInvocationError")
            #expect(raised.body.contains("KeyError"))
            let missing = try await test.invoke(function: "missing")
            #expect(missing.status == 200 && missing.body.contains("HandlerNotFound"))
            let strange = try await test.invoke(function: "strange")
            #expect(strange.status == 412 && strange.body.contains("FunctionNotStarted"))
            let lost = try await test.invoke(function: "lost")
            #expect(lost.status == 500 && lost.body.contains("InternalServerError"))
        }
    }

    @Test("has what was said meanwhile in its tail, if that is asked for")
    func tails() async throws {
        try await TestPlane.run { test in
            let service = try service(test)
            test.apply(service)
            let quiet = try await test.invoke("say hello")
            #expect(quiet.field("X-Fc-Log-Result") == "")
            for number in 1...20 {
                let answer = try await test.invoke("say line \(number)", fields: ["X-Fc-Log-Type": "Tail"])
                let id = answer.field("X-Fc-Request-Id")
                #expect(answer.tail.hasPrefix("FC Invoke Start RequestId: \(id)\nsaid line \(number)\nFC Invoke End"))
                #expect(answer.tail.contains(" ms, Memory Size: 256 MB, Max Memory Used: "))
            }
            let lines = test.store.lines.withLock { $0.map(\.text) }
            #expect(lines.contains("said hello") && lines.contains { $0.hasPrefix("FC Invoke Start") })
        }
    }

    @Test("of a version goes on after its head is edited, which restarts what was edited alone")
    func edits() async throws {
        try await TestPlane.run { test in
            var service = try service(test) { try [.function("g", code: $0)] }
            try service.publish(1)
            test.apply(service)
            let old = try await test.invoke("count")
            let other = try await test.invoke("count", function: "g")
            #expect(try await test.invoke("env COLOR", qualifier: "1").body == "blue")
            let published = try await test.invoke("count", qualifier: "1")
            #expect(published.version == "1" && published.instance != old.instance && published.body == "2")

            let code = try test.pack(Self.code)
            try service.edit([.function("f", code: code, environment: ["COLOR": "red"]), .function("g", code: code)])
            // A call in hand ends on what it began with.
            async let slow = test.invoke("sleep 1")
            try await eventually {
                test.store.lines.withLock { $0.count { $0.text.hasPrefix("FC Invoke Start") } } == 5
            }
            test.apply(service)
            #expect(try await test.invoke("env COLOR").body == "red")
            let ended = try await slow
            #expect(ended.body == "slept" && ended.instance == old.instance)
            #expect(try await test.invoke("env COLOR", qualifier: "1").body == "blue")
            #expect(try await test.invoke("count", function: "g").instance == other.instance)
            #expect(try await test.invoke("count", qualifier: "1").instance == published.instance)
            // What is drained is gone.
            let path = "/2021-04-06/services/shop/functions/f/instances"
            try await eventually {
                let list = try await test.send(HTTPRequest(.get, try HTTPTarget(path)))
                return !list.body.contains(old.instance) && list.body.contains(#""versionId":"0""#)
            }
        }
    }

    @Test("waits when all instances are busy, and more are started up to the limit of its qualifier")
    func scaling() async throws {
        var limits = FunctionLimits()
        limits.waitingCalls = 2
        try await TestPlane.run(limits: limits) { test in
            var service = try service(test)
            try service.set(.onDemandInstances, "LATEST", "f", OnDemandInstances(maximum: 2))
            test.apply(service)
            let answers = try await withThrowingTaskGroup(of: TestPlane.Answer.self) { group in
                for _ in 0..<8 { group.addTask { try await test.invoke("sleep 0.5") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let served = answers.filter { $0.status == 200 }
            #expect((1...2).contains(Set(served.map(\.instance)).count))
            let refused = answers.filter { $0.status == 429 }
            #expect(refused.count + served.count == 8 && served.count >= 2 && !refused.isEmpty)
            #expect(refused.allSatisfy { $0.body.contains("ResourceExhausted") })
        }
    }

    @Test("that is in hand when the plane stops is answered, though its instance only starts; a later one is refused")
    func stopsWhileStarting() async throws {
        let (plane, call) = try await TestPlane.run { test in
            test.apply(try service(test) { try [.function("tardy", code: $0, initializer: Self.tardy)] })
            let call = Task { try await test.invoke("echo late", function: "tardy") }
            try await eventually { test.hasBegunStart }
            return (test, call)
        }
        let answer = try await call.value
        #expect(answer.status == 200 && answer.body == "late", "\(answer)")
        let refused = try await plane.invoke("echo later", function: "tardy")
        #expect(refused.status == 503 && refused.body.contains("ResourceThrottled"), "\(refused)")
        #expect(plane.store.records.withLock { $0.count } == 1)
    }

    @Test("is in no instance that is ready only after the plane has stopped: that is ended at once")
    func readyAfterStop() async throws {
        let test = try await TestPlane.run { test in
            var service = try service(test) { try [.function("tardy", code: $0, initializer: Self.tardy)] }
            try service.set(.provisionedInstances, "LATEST", "tardy", ProvisionedInstances(target: 1))
            test.apply(service)
            try await eventually { test.hasBegunStart }
            return test
        }
        // That the stop ends at all proves that the instance was ended.
        #expect(test.store.records.withLock { $0.isEmpty })
    }

    @Test("is refused in order: service, qualifier, function; and too large an event")
    func refusals() async throws {
        var limits = FunctionLimits()
        limits.synchronousBytes = 100
        try await TestPlane.run(limits: limits) { test in
            let service = try service(test)
            test.apply(service)
            let path = "/2016-08-15/services/none.9/functions/none/invocations"
            #expect(try await test.send(HTTPRequest(.post, try HTTPTarget(path))).body.contains("ServiceNotFound"))
            let odd = HTTPRequest(.post, try HTTPTarget(path), fields: ["X-Fc-Invocation-Type": "Later"])
            #expect(try await test.send(odd).body.contains("InvalidArgument"))
            #expect(try await test.invoke(function: "none", qualifier: "9").body.contains("VersionNotFound"))
            #expect(try await test.invoke(function: "none", qualifier: "prod").body.contains("AliasNotFound"))
            let missing = try await test.invoke(function: "none")
            #expect(missing.status == 404 && missing.body.contains("FunctionNotFound"))
            let large = try await test.invoke("echo " + String(repeating: "x", count: 100))
            #expect(large.status == 400 && large.body.contains("EntityTooLarge"))
            let request = HTTPRequest(.post, "/2016-08-15/services/shop/functions/f/invocations")
            #expect(try await test.send(request, account: nil).body.contains("AccessDenied"))
        }
    }

    @Test("that ends with its process when all its memory was used says so")
    func memory() async throws {
        try await TestPlane.run { test in
            let service = try service(test) { try [.function("small", code: $0, memory: 128)] }
            test.apply(service)
            #expect(try await test.invoke("grow", function: "small").body == "grown")
            let ended = try await test.invoke("exit", function: "small")
            #expect(ended.status == 200 && ended.errorType == "UnhandledInvocationError")
            #expect(
                ended.body.contains("having used all of its 128 MB") && ended.body.contains("OutOfMemory"),
                "\(ended)"
            )
            let other = try await test.invoke("exit")
            #expect(!other.body.contains("OutOfMemory"))
        }
    }

    @Test("whose initializer does not end in time says so")
    func slowInitializer() async throws {
        var limits = FunctionLimits()
        limits.startTimeout = .seconds(5)
        try await TestPlane.run(limits: limits) { test in
            let service = try service(test) {
                try [.function("slow", code: $0, initializer: .init(handler: "index.slow", timeout: 1))]
            }
            test.apply(service)
            let late = try await test.invoke(function: "slow")
            #expect(late.status == 200 && late.errorType == "UnhandledInvocationError")
            #expect(late.body.contains("Function initializer timed out after 1 seconds"), "\(late.body)")
        }
    }

    @Test("with an answer that is too long fails, and the next is answered")
    func longResult() async throws {
        var limits = FunctionLimits()
        limits.resultBytes = 100
        try await TestPlane.run(limits: limits) { test in
            test.apply(try service(test))
            #expect(try await test.invoke("echo " + String(repeating: "x", count: 100)).body.utf8.count == 100)
            let long = try await test.invoke("echo " + String(repeating: "x", count: 101))
            #expect(long.status == 200 && long.errorType == "UnhandledInvocationError")
            #expect(long.body.contains("ResultTooLarge"))
            #expect(try await test.invoke("echo short").body == "short")
        }
    }

    @Test("has this machine's network only where the operator grants it, and the service does not decline it")
    func network() async throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
        for isGranted in [false, true] {
            var limits = FunctionLimits()
            limits.grantsNetwork = isGranted
            try await TestPlane.run(limits: limits) { test in
                for access in ["true", "false", nil] {
                    var service = try TestService()
                    let function = try Component.function("f", code: try test.pack(Self.code))
                    try service.edit([function], configuration: access.map { ["internetAccess": $0] } ?? [:])
                    test.apply(service)
                    let isShared = try await test.invoke("network").body == own
                    #expect(isShared == (isGranted && access != "false"), "\(isGranted), \(access ?? "unsaid")")
                }
            }
        }
    }

    @Test("finds provisioned instances warm")
    func provisioned() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            try service.set(.provisionedInstances, "LATEST", "f", ProvisionedInstances(target: 2))
            test.apply(service)
            try await eventually {
                await test.plane.provisionedCount(
                    account: TestService.account,
                    service: "shop",
                    qualifier: nil,
                    function: "f"
                ) == 2
            }
            #expect(try await test.invoke("count").body == "1")
            #expect(test.store.records.withLock { $0.last?.isColdStart } == false)
            #expect(test.store.records.withLock { $0.last?.resourceMode } == .provisioned)
        }
    }
}
