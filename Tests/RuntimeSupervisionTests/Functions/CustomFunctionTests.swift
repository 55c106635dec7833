import RuntimeSupervision
import Testing

@Suite("A custom runtime is a command that listens", .timeLimit(.minutes(2)))
struct CustomFunctionTests {
    /// A server of the function's own; `ADDRESS` is where it listens.
    private static func server(_ address: String = "0.0.0.0") -> String {
        """
        #!/usr/bin/python3
        import http.server, os
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def answer(self):
                body = self.rfile.read(int(self.headers["Content-Length"] or 0))
                if body == b"exit": os._exit(9)
                text = f"{self.command} {self.path} {self.headers['x-fc-request-id']} {seen} ".encode() + body
                seen.append(self.path)
                print("answering", self.path, flush=True)
                failed = body == b"fail"
                self.send_response(404 if failed else 200)
                self.send_header("x-fc-status", "404" if failed else "200")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)
            do_GET = do_POST = do_PUT = answer
            def log_message(self, *arguments): pass
        seen = []
        http.server.ThreadingHTTPServer(("\(address)", int(os.environ["FC_SERVER_PORT"])), Handler).serve_forever()
        """
    }

    @Test("events, HTTP calls and the initializer reach it as the vendor's platform sends them")
    func requests() async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start("custom", Self.server()) {
                $0.initializer = .init(handler: "any", timeout: .seconds(5))
                $0.port = 8_123
            }
            let event = try await function.invoke("hello")
            #expect(event.body == "POST /invoke req-1 ['/initialize'] hello" && event.status == 200)
            let call = try await function.call("PUT", "/a%20b?c=d", id: "req-2", body: "x")
            #expect(call.body == "PUT /a%20b?c=d req-2 ['/initialize', '/invoke'] x")
            let failed = try await function.invoke("fail")
            #expect(failed.status == 404 && failed.head.contains("x-fc-status: 404"))
            #expect(
                await function.lines().contains(.log(line: "answering /invoke", requestID: "req-1", isError: false))
            )
        }
    }

    @Test("hooks are called when they are configured")
    func hooks() async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start("custom", Self.server()) {
                $0.preStop = .init(handler: "any", timeout: .seconds(5))
            }
            await function.instance.stop(within: .seconds(5))
            let lines = await function.lines().compactMap { event in
                if case .log(let line, _, _) = event { line } else { nil }
            }
            #expect(lines == ["answering /pre-stop"])
        }
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String: String]
        var command: [String] = []
        let isExpected: @Sendable (FunctionStartFailure) -> Bool
    }

    @Test(
        "a command that does not get to listen is told apart",
        arguments: [
            Broken(testDescription: "no bootstrap", files: ["other": ""]) {
                if case .bootstrapMissing = $0 { true } else { false }
            },
            Broken(testDescription: "not executable", files: ["bootstrap": "exit 0"]) {
                if case .bootstrapNotExecutable = $0 { true } else { false }
            },
            Broken(testDescription: "no such command", files: ["x": ""], command: ["/usr/bin/nothing"]) {
                if case .bootstrapMissing = $0 { true } else { false }
            },
            Broken(testDescription: "exits", files: ["bootstrap": "#!/bin/sh\necho why >&2; exit 3"]) {
                if case .commandExited(let detail) = $0 { detail.contains("code 3") } else { false }
            },
            Broken(testDescription: "is killed", files: ["bootstrap": "#!/bin/sh\nkill -9 $$"]) {
                if case .commandExited(let detail) = $0 { detail.contains("signal 9") } else { false }
            },
            Broken(testDescription: "does not listen", files: ["bootstrap": "#!/bin/sh\nsleep 60"]) {
                if case .notListening(let detail) = $0 { detail.contains("nothing listens") } else { false }
            },
            Broken(testDescription: "listens on 127.0.0.1 alone", files: ["bootstrap": server("127.0.0.1")]) {
                if case .notListening(let detail) = $0 { detail.contains("127.0.0.1 alone") } else { false }
            },
        ]
    )
    func failures(broken: Broken) async throws {
        try await FunctionBench.run { bench in
            var launch = try bench.launch("custom.debian10", broken.files)
            launch.command = broken.command
            launch.startTimeout = .seconds(3)
            let error = await #expect(throws: InstanceFailure.self) {
                try await bench.supervisor.startFunction(launch)
            }
            guard case .function(let failure)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(broken.isExpected(failure), "\(failure)")
        }
    }

    @Test("the instance ends with its command, and a request under way is answered")
    func exits() async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start("custom", Self.server())
            let response = try await function.invoke("exit")
            #expect(response.body.contains("CAExited") || response.body.contains("CAInvokeFailed"), "\(response.body)")
            #expect(response.head.contains("x-fc-error-type"))
            #expect(try await function.ending() == .exited(code: 9))
        }
    }

    @Test("a command of another language, given with arguments")
    func command() async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start("custom", "unused") {
                $0.command = [
                    "/bin/sh", "-c", "exec /usr/bin/python3 -m http.server $FC_SERVER_PORT --directory /code",
                ]
            }
            #expect(try await function.call("GET", "/bootstrap").body == "unused")
        }
    }
}
