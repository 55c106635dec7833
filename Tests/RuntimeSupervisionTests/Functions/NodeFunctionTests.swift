import RuntimeSupervision
import Testing

@Suite("A Node.js function finds what Function Compute promises", .timeLimit(.minutes(2)))
struct NodeFunctionTests {
    struct Answer: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let handler: String
        var body = "done"
        var error: String?
    }

    static let ways: [Answer] = [
        Answer(testDescription: "a callback", handler: "(event, context, callback) => callback(null, 'done')"),
        Answer(
            testDescription: "a late callback",
            handler: "(event, context, callback) => { setTimeout(() => callback(null, Buffer.from('done')), 20) }"
        ),
        Answer(testDescription: "an async function", handler: "async (event) => 'done'"),
        Answer(testDescription: "a promise", handler: "(event) => new Promise((resolve) => resolve('done'))"),
        Answer(testDescription: "an object", handler: "async () => ({ a: [1] })", body: #"{"a":[1]}"#),
        Answer(
            testDescription: "the event is a buffer",
            handler: "async (event) => `${Buffer.isBuffer(event)} ${event}`",
            body: "true grüß"
        ),
        Answer(
            testDescription: "a callback with an error",
            handler: "(event, context, callback) => callback(new TypeError('no'))",
            body: #""errorType":"TypeError""#,
            error: "HandledInvocationError"
        ),
        Answer(
            testDescription: "a throw",
            handler: "(event, context, callback) => { throw new RangeError('far') }",
            body: #"{"errorMessage":"far","errorType":"RangeError","stackTrace":["RangeError: far","    at "#,
            error: "UnhandledInvocationError"
        ),
        Answer(
            testDescription: "a rejection",
            handler: "async () => { throw new Error('async') }",
            body: #""errorMessage":"async""#,
            error: "UnhandledInvocationError"
        ),
        Answer(
            testDescription: "an exception of a timer",
            handler: "(event, context, callback) => { setTimeout(() => { throw new Error('timer') }, 1) }",
            body: #""errorMessage":"timer""#,
            error: "UnhandledInvocationError"
        ),
    ]

    @Test("every way to answer", arguments: ways)
    func everyWay(answer: Answer) async throws {
        try await FunctionBench.run { bench in
            let function = try await bench.start("nodejs18", "exports.handler = \(answer.handler);")
            #expect(function.instance.engine.hasPrefix("Node 24."))
            let response = try await function.invoke("grüß")
            #expect(response.status == 200)
            if let error = answer.error {
                #expect(response.head.contains("x-fc-error-type: \(error)"))
                #expect(response.body.contains(answer.body), "\(response.body)")
                #expect(!response.body.contains("/sluice/"))
            } else {
                #expect(response.body == answer.body && !response.head.contains("x-fc-error-type"))
            }
        }
    }

    @Test("the context has the names of the vendor's, after the initializer has run")
    func context() async throws {
        try await FunctionBench.run { bench in
            let source = """
                let started;
                exports.init = (context, callback) => { started = context.requestId; callback(null, ""); };
                exports.handler = async (event, c) => [started, c.requestId, c.credentials.accessKeyId, c.function.name,
                  c.function.memory, c.function.timeout, c.service.name, c.service.logProject, c.service.qualifier,
                  c.service.versionId, c.region, c.accountId, c.retryCount, process.env.OWN, process.cwd()].join(" ");
                """
            let function = try await bench.start("nodejs16", source) {
                $0.initializer = .init(handler: "index.init", timeout: .seconds(5))
                $0.environment = ["OWN": "own"]
                $0.memoryMebibytes = 256
                $0.timeout = .seconds(9)
            }
            let response = try await function.invoke(headers: ["x-fc-access-key-id": "key"])
            #expect(response.body == "start-1 req-1 key fun 256 9 svc project canary 3 cn-test 123 0 own /code")
        }
    }

    @Test("a call over HTTP has the vendor's request and response")
    func http() async throws {
        try await FunctionBench.run { bench in
            let source = """
                const { Readable } = require("node:stream");
                exports.handler = (req, resp, context) => {
                  const pieces = [];
                  req.on("data", (piece) => pieces.push(piece));
                  req.on("end", () => {
                    resp.setStatusCode(202);
                    resp.setHeader("x-one", "1");
                    resp.setHeader("x-gone", "1");
                    resp.deleteHeader("x-gone");
                    const facts = [req.method, req.path, req.url, JSON.stringify(req.queries), req.clientIP,
                      req.headers["x-own"], String(req.headers["x-fc-request-id"]), context.requestId, Buffer.concat(pieces)];
                    if (req.path === "/stream") resp.send(Readable.from(["a", "b"]));
                    else resp.send(facts.join("|"));
                  });
                };
                """
            let function = try await bench.start("nodejs20", source)
            let response = try await function.call("POST", "/a%20b?x=1&y=2&y=3", headers: ["x-own": "o"], body: "hello")
            #expect(response.status == 202)
            #expect(response.head.contains("x-one: 1") && !response.head.contains("x-gone"))
            #expect(
                response.body
                    == #"POST|/a b|/a%20b?x=1&y=2&y=3|{"x":"1","y":["2","3"]}|203.0.113.7|o|undefined|req-1|hello"#
            )
            #expect(try await function.call("GET", "/stream").head.contains("chunked"))
        }
    }

    @Test("requests at once keep their logs apart")
    func logs() async throws {
        try await FunctionBench.run { bench in
            let source = """
                exports.handler = async (event, context) => {
                  console.log("begin %s", context.requestId);
                  await new Promise((resolve) => setTimeout(resolve, 50));
                  console.error("end", context.requestId);
                  process.stdout.write("raw\\n");
                };
                """
            let function = try await bench.start("nodejs20", source) { $0.concurrency = 2 }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in ["A", "B"] { group.addTask { _ = try await function.invoke(id: id) } }
                try await group.waitForAll()
            }
            for id in ["A", "B"] {
                let lines = try await function.lines(of: id)
                try #require(lines.count == 3, "\(lines)")
                #expect(lines[0].hasSuffix("Z \(id) [verbose] begin \(id)"))
                #expect(lines[1].hasSuffix("Z \(id) [error] end \(id)"))
                #expect(lines[2] == "raw")
            }
        }
    }

    @Test("modules of either kind, with their dependencies", arguments: ["cjs", "esm", "await"])
    func modules(kind: String) async throws {
        try await FunctionBench.run { bench in
            var files = ["node_modules/dep/index.js": "exports.name = 'dep';", "node_modules/dep/package.json": "{}"]
            switch kind {
            case "cjs":
                files["index.js"] = "const { name } = require('dep'); exports.handler = async () => name;"
            case "esm":
                files["package.json"] = #"{"type":"module"}"#
                files["index.js"] = "import dep from 'dep'; export const handler = async () => dep.name;"
            default:
                files["index.mjs"] =
                    "const dep = await import('dep'); export const handler = async () => dep.default.name;"
            }
            let launch = try bench.launch("nodejs20", files)
            let function = TestFunction(
                instance: try await bench.supervisor.startFunction(launch),
                client: bench.client
            )
            #expect(try await function.invoke().body == "dep")
        }
    }

    @Test(
        "a function that cannot be loaded says why",
        arguments: [
            ("exports.handler = (", "SyntaxError"), ("require('nothing')", "Error"), ("1", "HandlerNotFound"),
            ("null.x", "TypeError"),
        ]
    )
    func loadFailures(source: String, name: String) async throws {
        try await FunctionBench.run { bench in
            let error = await #expect(throws: InstanceFailure.self) { try await bench.start("nodejs20", source) }
            guard case .loadFailed(let failure)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(failure.name == name, "\(failure)")
        }
    }
}
