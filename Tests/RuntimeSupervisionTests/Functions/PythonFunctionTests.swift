import FoundationEssentials
import RuntimeSupervision
import Testing

@Suite("A Python function finds what Function Compute promises", .timeLimit(.minutes(2)))
struct PythonFunctionTests {
    @Test("an event is bytes, and the answer what the handler returns")
    func events() async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start(
                "python3.9",
                """
                answers = {b"text": "grüß", b"bytes": b"\\x01\\x02", b"json": {"a": [1, None]}, b"none": None}
                def handler(event, context):
                    assert type(event) is bytes
                    return answers[event]
                """
            )
            #expect(function.instance.engine.hasPrefix("Python 3."))
            #expect(try await function.invoke("text").body == "grüß")
            #expect(try await function.invoke("bytes").body == "\u{1}\u{2}")
            #expect(try await function.invoke("json").body == #"{"a": [1, null]}"#)
            let nothing = try await function.invoke("none")
            #expect(nothing.body == "null" && nothing.status == 200 && !nothing.head.contains("x-fc-error-type"))
        }
    }

    @Test("the context has the names of the vendor's, and a call's own qualifier")
    func context() async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start(
                "python3.10",
                """
                import os, json
                def init(context):
                    global started
                    started = [context.request_id, context.service.qualifier]
                def handler(event, context):
                    c = context
                    return {
                        "started": started, "request": c.request_id, "keys": c.credentials.access_key_id,
                        "function": [c.function.name, c.function.handler, c.function.memory, c.function.timeout,
                            c.function.initializer, c.function.initialization_timeout],
                        "service": [c.service.name, c.service.log_project, c.service.log_store, c.service.qualifier,
                            c.service.version_id],
                        "place": [c.region, c.account_id], "tracing": c.tracing.span_baggages,
                        "environment": {k: v for k, v in os.environ.items() if k.startswith("FC_") or k == "OWN"},
                        "folder": os.getcwd(),
                    }
                """
            ) {
                $0.initializer = .init(handler: "index.init", timeout: .seconds(7))
                $0.environment = ["OWN": "one two", "FC_REGION": "forged"]
                $0.memoryMebibytes = 128
                $0.timeout = .seconds(9)
            }
            let body = try await function.invoke(headers: ["x-fc-access-key-id": "key"]).body
            let facts = try JSONDecoder().decode(Facts.self, from: Data(body.utf8))
            #expect(facts.started == ["start-1", "prod"])
            #expect(facts.request == "req-1" && facts.keys == "key" && facts.folder == "/code")
            #expect(facts.service == ["svc", "project", "store", "canary", "3"])
            #expect(facts.place == ["cn-test", "123"])
            #expect(body.contains(#""function": ["fun", "index.handler", 128, 9, "index.init", 7]"#))
            #expect(facts.environment["OWN"] == "one two" && facts.environment["FC_REGION"] == "cn-test")
            #expect(facts.environment["FC_FUNC_CODE_PATH"] == "/code" && facts.environment["FC_QUALIFIER"] == "prod")
        }
    }

    private struct Facts: Decodable {
        let started: [String]
        let request: String
        let keys: String
        let service: [String]
        let place: [String]
        let environment: [String: String]
        let folder: String
    }

    @Test("an exception is reported with its type, message and the function's own stack")
    func exceptions() async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start("python3", "def handler(event, context):\n    1/0")
            let response = try await function.invoke()
            #expect(response.status == 200)
            #expect(response.head.contains("x-fc-error-type: UnhandledInvocationError"))
            #expect(
                response.body == #"{"errorMessage": "division by zero", "errorType": "ZeroDivisionError", "#
                    + #""stackTrace": [["File \"/code/index.py\"", "line 2", "in handler", "1/0"]]}"#
            )
            #expect(try await function.invoke().body.contains("ZeroDivisionError"))
        }
    }

    @Test("what it prints and logs is told line by line, with the request that said it")
    func logs() async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start(
                "python3",
                """
                import logging, sys, os, threading
                def handler(event, context):
                    print("one\\ntwo")
                    print("wrong", file=sys.stderr)
                    logging.getLogger().info("logged %s", event.decode())
                    thread = threading.Thread(target=print, args=("from a thread",)); thread.start(); thread.join()
                    os.system("echo from a child")
                    print("x" * 40000)
                """
            )
            _ = try await function.invoke("A", id: "req-A")
            let lines = try await function.lines(of: "req-A")
            #expect(lines.contains("one") && lines.contains("wrong") && lines.contains("from a thread"))
            #expect(lines.contains { $0.hasSuffix("Z req-A [INFO] logged A") })
            #expect(lines.contains { $0.hasSuffix("… (40000 characters, cut)") || $0.hasPrefix("twoxxx") })
            #expect(lines.allSatisfy { $0.count < 33_000 })
            #expect(try await function.lines(of: nil).contains("from a child"))
            let wrong = await function.lines().filter { $0 == .log(line: "wrong", requestID: "req-A", isError: true) }
            #expect(wrong.count == 1)
        }
    }

    @Test("a call over HTTP reaches a WSGI application, and its answer is streamed")
    func wsgi() async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start(
                "python3",
                """
                def handler(environ, start_response):
                    start_response("201 Made", [("X-One", "1"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
                    yield environ["REQUEST_METHOD"].encode()
                    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))
                    facts = [environ[n] for n in ("PATH_INFO", "QUERY_STRING", "fc.request_uri", "REMOTE_ADDR", "HTTP_X_OWN")]
                    yield ("|" + "|".join(facts) + "|" + environ["fc.context"].request_id + "|").encode() + body
                """
            )
            let response = try await function.call("PUT", "/a%20b/c?q=1", headers: ["x-own": "mine"], body: "hello")
            #expect(response.status == 201)
            #expect(response.head.contains("Set-Cookie: a=1\r\nSet-Cookie: b=2"))
            #expect(response.body.contains("|/a b/c|q=1|/a%20b/c?q=1|203.0.113.7|mine|req-1|hello"))
            #expect(response.head.contains("chunked"))
        }
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let source: String
        var handler = "index.handler"
        let name: String
    }

    @Test(
        "a function that cannot be loaded says why",
        arguments: [
            Broken(testDescription: "syntax", source: "def handler(:", name: "SyntaxError"),
            Broken(testDescription: "a missing file", source: "", handler: "other.handler", name: "ImportModuleError"),
            Broken(
                testDescription: "a missing library",
                source: "import nothing_of_this_name",
                name: "ModuleNotFoundError"
            ),
            Broken(testDescription: "a missing handler", source: "a = 1", name: "HandlerNotFound"),
            Broken(testDescription: "an error at the top", source: "1/0", name: "ZeroDivisionError"),
            Broken(testDescription: "no dot", source: "", handler: "handler", name: "InvalidHandler"),
            Broken(testDescription: "an exit", source: "import sys; sys.exit(1)", name: "SystemExit"),
        ]
    )
    func loadFailures(broken: Broken) async throws {
        try await FunctionBench.run { bench in
            let error = await #expect(throws: InstanceFailure.self) {
                try await bench.start("python3", broken.source) { $0.handler = broken.handler }
            }
            guard case .loadFailed(let failure)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(failure.name == broken.name, "\(failure)")
        }
    }

    @Test("an initializer that fails keeps the function from starting")
    func initializerFails() async throws {
        try await FunctionBench.run { bench in
            let source = "def init(context):\n    raise ValueError('no')\ndef handler(event, context): pass"
            let error = await #expect(throws: InstanceFailure.self) {
                try await bench.start("python3", source) {
                    $0.initializer = .init(handler: "index.init", timeout: .seconds(5))
                }
            }
            guard case .function(.initializerFailed(let failure))? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(failure.name == "ValueError" && failure.message == "no")
        }
    }

    @Test("layers lie together at /opt, and their Python libraries are found")
    func layers() async throws {
        try await FunctionBench.run { bench in
            let one = try bench.launch("python3", ["python/first_library.py": "name = 'first'", "both": "1"])
            let two = try bench.launch("python3", ["python/second_library.py": "name = 'second'", "both": "2"])
            let source = """
                import first_library, second_library
                def handler(event, context):
                    return first_library.name + second_library.name + open("/opt/both").read()
                """
            let function = try await bench.start("python3", source) { $0.layers = [one.codeFolder, two.codeFolder] }
            #expect(try await function.invoke().body == "firstsecond1")
        }
    }

    @Test("several requests at once have a thread each, and keep their logs apart")
    func concurrency() async throws {
        try await FunctionBench.run { bench in
            let source = """
                import threading
                barrier = threading.Barrier(4)
                def handler(event, context):
                    barrier.wait(10)
                    print("I am", context.request_id)
                    return context.request_id
                """
            let function = try await bench.start("python3", source) { $0.concurrency = 4 }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...4 {
                    group.addTask {
                        let response = try await function.invoke(id: "r\(number)")
                        #expect(response.body == "r\(number)")
                    }
                }
                try await group.waitForAll()
            }
            for number in 1...4 { #expect(try await function.lines(of: "r\(number)") == ["I am r\(number)"]) }
        }
    }

    @Test("sys.exit answers the request and ends the instance; a crash ends both")
    func exits() async throws {
        try await FunctionBench.run { bench in
            let source = """
                import os, sys
                def handler(event, context):
                    if event == b"exit": sys.exit(7)
                    os.kill(os.getpid(), 11)
                """
            let first = try await bench.start("python3", source)
            #expect(try await first.invoke("exit").body.contains("SystemExit"))
            #expect(try await first.ending() == .exited(code: 7))
            #expect(!first.instance.isAlive)
            let second = try await bench.start("python3", source)
            await #expect(throws: EngineClient.NoResponse.self) { try await second.invoke("crash") }
            #expect(try await second.ending() == .killed(signal: 11))
        }
    }

    @Test("a stop runs the preStop hook first")
    func preStop() async throws {
        try await FunctionBench.run { bench in
            let source = "def stop(context): print('bye')\ndef handler(event, context): pass"
            let function = try await bench.start("python3", source) {
                $0.preStop = .init(handler: "index.stop", timeout: .seconds(3))
            }
            await function.instance.stop(within: .seconds(5))
            #expect(!function.instance.isAlive)
            #expect(try await function.ending() == .exited(code: 0))
            #expect(try await function.lines(of: "start-1").contains("bye"))
        }
    }

    @Test("so does a stop of everything")
    func preStopOfAll() async throws {
        try await FunctionBench.run { bench in
            let source = "def stop(context): print('bye')\ndef handler(event, context): pass"
            let function = try await bench.start("python3", source) {
                $0.preStop = .init(handler: "index.stop", timeout: .seconds(3))
            }
            await bench.supervisor.stop()
            #expect(try await function.ending() == .exited(code: 0))
            #expect(try await function.lines(of: "start-1").contains("bye"))
        }
    }

    @Test("a warm engine takes the function over")
    func warm() async throws {
        try await FunctionBench.run(warm: [.python: 1]) { bench in
            for _ in 1...3 {
                let function = try await bench.start("python3", "def handler(event, context): return 'warm'")
                #expect(try await function.invoke().body == "warm")
            }
        }
    }
}
