import FoundationEssentials
import FunctionPlane
import HTTPModel
import ReleaseModel
import Synchronization
import Testing

@Suite("A call over HTTP", .timeLimit(.minutes(2)))
struct HTTPCallTests {
    private static let code = """
        import json, time
        def handler(environ, start_response):
            path = environ["PATH_INFO"]
            if path == "/stream":
                start_response("200 OK", [("content-type", "text/plain")])
                def pieces():
                    for i in range(3):
                        yield b"x" * 50000
                        time.sleep(0.01)
                return pieces()
            if path == "/raise": raise ValueError("oh no")
            if path == "/hang": time.sleep(30)
            if path == "/stuck":
                start_response("200 OK", [])
                def never():
                    yield b"begin"
                    time.sleep(30)
                return never()
            body = environ["wsgi.input"].read()
            cookies = [("set-cookie", "a=b"), ("set-cookie", "c=d")]
            start_response("207 Multi-Status", [("x-own", "1"), ("x-fc-forged", "1"), *cookies])
            facts = {k: v for k, v in environ.items() if isinstance(v, str)}
            facts["body"] = body.decode()
            facts["context"] = environ["fc.context"].service.qualifier
            return [json.dumps(facts).encode()]
        """

    private func service(_ test: TestPlane, timeout: Int = 10) throws -> TestService {
        var service = try TestService()
        try service.edit([.function("f", code: test.pack(Self.code), timeout: timeout)])
        return service
    }

    private static func trigger(
        _ service: TestService,
        target: Trigger.Target = .head,
        authType: String = "anonymous",
        methods: [String] = ["GET", "POST"]
    ) throws -> Trigger {
        let encoder = JSONEncoder()
        let http = FunctionTrigger.HTTP(authType: authType, methods: methods)
        let described = FunctionTrigger(
            name: "http",
            type: "http",
            configuration: String(decoding: try encoder.encode(http), as: UTF8.self),
            modifiedAt: 0
        )
        return Trigger(
            id: Trigger.ID(UUID()),
            workload: service.workload.id,
            source: .http(label: "l\(UInt64.random(in: 0...UInt64.max))"),
            target: target,
            component: "f",
            document: String(decoding: try encoder.encode(described), as: UTF8.self),
            createdAt: Date(timeIntervalSince1970: 0)
        )
    }

    private func request(
        _ method: HTTPMethod,
        _ target: String,
        _ trigger: Trigger? = nil,
        fields: HTTPFields = [:],
        body: String = ""
    ) throws -> HTTPRequest {
        var fields = fields
        if let trigger { fields.set(FrontField.trigger, to: try HTTPFieldValue("\(trigger.id)")) }
        return HTTPRequest(
            method,
            try HTTPTarget(target),
            authority: "shop.example:80",
            fields: fields,
            body: .text(body)
        )
    }

    @Test("reaches the function as it was sent, and the answer is the function's")
    func whole() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            let trigger = try Self.trigger(service)
            service.triggers = [trigger]
            test.apply(service)
            let answer = try await test.send(
                request(
                    .post,
                    "/a%20b/c?q=1&q=2",
                    trigger,
                    fields: [
                        "X-Own": "mine", "X-Fc-Qualifier": "forged", "X-Gw-Client": "203.0.113.9", "Cookie": "s=1",
                    ],
                    body: "hello"
                ),
                account: nil
            )
            #expect(answer.status == 207 && answer.field("X-Own") == "1" && answer.field("X-Fc-Forged") == "")
            #expect(answer.fields.values(of: "Set-Cookie") == ["a=b", "c=d"])
            #expect(answer.version == "LATEST" && answer.instance.hasPrefix("c-"))
            let facts = try JSONDecoder().decode([String: String].self, from: Data(answer.body.utf8))
            #expect(facts["PATH_INFO"] == "/a b/c" && facts["QUERY_STRING"] == "q=1&q=2" && facts["body"] == "hello")
            #expect(facts["REMOTE_ADDR"] == "203.0.113.9" && facts["HTTP_HOST"] == "shop.example:80")
            #expect(facts["HTTP_X_OWN"] == "mine" && facts["context"] == "LATEST" && facts["HTTP_COOKIE"] == "s=1")
            #expect(facts["HTTP_X_GW_TRIGGER"] == nil)
        }
    }

    @Test("is streamed, and one that is left by its reader still ends")
    func streams() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            let trigger = try Self.trigger(service)
            service.triggers = [trigger]
            test.apply(service)
            let answer = try await test.send(request(.get, "/stream", trigger))
            #expect(answer.status == 200 && answer.body.utf8.count == 150_000)
            do {
                var left = try request(.get, "/stream", trigger)
                left.fields.set(FrontField.account, to: try HTTPFieldValue("\(TestService.account)"))
                _ = await test.plane.front.respond(to: left)
            }
            try await eventually { test.store.records.withLock { $0.count } == 2 }
            #expect(test.store.records.withLock { $0.allSatisfy { !$0.hasFunctionError } })
            let after = try await test.send(request(.get, "/stream", trigger))
            #expect(after.instance == answer.instance)
        }
    }

    @Test("that fails or hangs is no 500, 502 or 504, at which clients would repeat it")
    func failures() async throws {
        try await TestPlane.run { test in
            var service = try service(test, timeout: 1)
            let trigger = try Self.trigger(service)
            service.triggers = [trigger]
            test.apply(service)
            let raised = try await test.send(request(.get, "/raise", trigger))
            #expect(raised.status == 503 && raised.errorType == "UnhandledInvocationError")
            #expect(raised.body.contains("oh no"))
            let hung = try await test.send(request(.get, "/hang", trigger))
            #expect(hung.status == 503 && hung.body.contains("Function timed out after 1 seconds"))
            await #expect(throws: (any Error).self) { try await test.send(request(.get, "/stuck", trigger)) }
            #expect(try await test.send(request(.get, "/ok", trigger)).status == 207)
        }
    }

    @Test("needs a trigger for its qualifier and method, and a signature where the trigger asks for one")
    func admission() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            let one = try service.publish(1)
            service.triggers = [
                try Self.trigger(service, methods: ["GET"]),
                try Self.trigger(service, target: .version(one), authType: "function", methods: ["GET"]),
            ]
            test.apply(service)
            let path = "/2016-08-15/proxy/shop"
            let open = try await test.send(request(.get, "\(path)/f/x?y=1"), account: nil)
            #expect(open.status == 207 && open.body.contains(#""PATH_INFO": "/x""#))
            #expect(open.body.contains(#""fc.request_uri": "\#(path)/f/x?y=1""#))
            let post = try await test.send(request(.post, "\(path)/f/x"), account: nil)
            #expect(post.status == 400 && post.body.contains("PathNotSupported"))
            let unsigned = try await test.send(request(.get, "\(path).1/f/"), account: nil)
            #expect(unsigned.status == 403 && unsigned.body.contains("SignatureNotMatch"))
            test.store.signer.withLock { $0 = Account.ID(UUID()) }
            let foreign = try await test.send(request(.get, "\(path).1/f/"), account: nil)
            #expect(foreign.status == 403 && foreign.body.contains("AccessDenied"))
            test.store.signer.withLock { $0 = TestService.account }
            #expect(try await test.send(request(.get, "\(path).1/f/"), account: nil).version == "1")
            // Authenticated by the control process.
            test.store.signer.withLock { $0 = nil }
            #expect(try await test.send(request(.get, "\(path).1/f/")).version == "1")
            let prod = service.versions.map { ($0.id, TrafficSplit.slotCount) }
            try service.point("prod", at: prod)
            test.apply(service)
            let none = try await test.send(request(.get, "\(path).prod/f/"))
            #expect(none.status == 404 && none.body.contains("TriggerNotFound"))
        }
    }

    @Test("through a custom domain has its path rewritten, and only its methods")
    func domains() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            let route = Trigger(
                id: Trigger.ID(UUID()),
                workload: service.workload.id,
                source: .domainPath("api.example/*"),
                target: .head,
                component: "f",
                document: String(
                    decoding: try JSONEncoder().encode(
                        DomainRoute(
                            domain: "api.example",
                            place: 0,
                            path: "/*",
                            methods: ["GET"],
                            rewriting: #"{"wildcardRules":[{"match":"/api/*","replacement":"/$1"}]}"#,
                            document: "{}",
                            createdAt: 0,
                            modifiedAt: 0
                        )
                    ),
                    as: UTF8.self
                ),
                createdAt: Date(timeIntervalSince1970: 0)
            )
            service.triggers = [route]
            test.apply(service)
            let answer = try await test.send(request(.get, "/api/users?x=1", route), account: nil)
            #expect(answer.status == 207 && answer.body.contains(#""PATH_INFO": "/users""#))
            #expect(answer.body.contains(#""fc.request_uri": "/api/users?x=1""#))
            #expect(try await test.send(request(.post, "/api/users", route), account: nil).status == 400)
            // A function with triggers of its own goes by these.
            service.triggers = [route, try Self.trigger(service, authType: "function")]
            test.apply(service)
            #expect(try await test.send(request(.get, "/api/users", route), account: nil).status == 403)
        }
    }
}
