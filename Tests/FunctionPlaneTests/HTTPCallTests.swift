import FoundationEssentials
import FunctionPlane
import HTTPModel
import ReleaseModel
import Synchronization
import TestSurroundings
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
            if path == "/hang": time.sleep(600)
            if path == "/stuck":
                start_response("200 OK", [])
                def never():
                    yield b"begin"
                    time.sleep(600)
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
            var service = try service(test, timeout: 2)
            let trigger = try Self.trigger(service)
            service.triggers = [trigger]
            test.apply(service)
            let raised = try await test.send(request(.get, "/raise", trigger))
            #expect(raised.status == 503 && raised.errorType == "UnhandledInvocationError")
            #expect(raised.body.contains("oh no"))
            // That both end at all proves that they are not waited for.
            let hung = try await test.send(request(.get, "/hang", trigger))
            #expect(hung.status == 503 && hung.body.contains("Function timed out after 2 seconds"))
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

    @Test("by a trigger's own host needs its methods and its signature, too")
    func triggerHost() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            let trigger = try Self.trigger(service, authType: "function", methods: ["GET"])
            service.triggers = [trigger]
            test.apply(service)
            #expect(try await test.send(request(.post, "/", trigger), account: nil).status == 400)
            let unsigned = try await test.send(request(.get, "/", trigger), account: nil)
            #expect(unsigned.status == 403 && unsigned.body.contains("SignatureNotMatch"))
            test.store.signer.withLock { $0 = Account.ID(UUID()) }
            let foreign = try await test.send(request(.get, "/", trigger), account: nil)
            #expect(foreign.status == 403 && foreign.body.contains("AccessDenied"))
            test.store.signer.withLock { $0 = TestService.account }
            #expect(try await test.send(request(.get, "/", trigger), account: nil).status == 207)
        }
    }

    @Test("that nobody signed is refused where two accounts have a service of that name")
    func ambiguousName() async throws {
        try await TestPlane.run { test in
            for account in [TestService.account, Account.ID(UUID())] {
                var service = try TestService("shop", account: account)
                try service.edit([.function("f", code: test.pack(Self.code))])
                service.triggers = [try Self.trigger(service)]
                test.apply(service)
            }
            let path = "/2016-08-15/proxy/shop/f/"
            let unsigned = try await test.send(request(.get, path), account: nil)
            #expect(unsigned.status == 404 && unsigned.body.contains("ServiceNotFound"))
            #expect(try await test.send(request(.get, path)).status == 207)
        }
    }

    @Test("of a qualifier that does not exist says that, before it says that there is no trigger")
    func orderOfErrors() async throws {
        try await TestPlane.run { test in
            test.apply(try service(test))
            for (name, error) in [
                ("none.9/none", "ServiceNotFound"), ("shop.9/none", "VersionNotFound"),
                ("shop.prod/f", "AliasNotFound"),
                ("shop/none", "FunctionNotFound"), ("shop/f", "TriggerNotFound"),
            ] {
                let answer = try await test.send(request(.get, "/2016-08-15/proxy/\(name)/"))
                #expect(answer.status == 404 && answer.body.contains(error), "\(name): \(answer.body)")
            }
        }
    }

    @Test("with a body that is too long is refused, also where its length was not said")
    func longBody() async throws {
        var limits = FunctionLimits()
        limits.synchronousBytes = 1_000
        try await TestPlane.run(limits: limits) { test in
            var service = try service(test)
            let trigger = try Self.trigger(service)
            service.triggers = [trigger]
            test.apply(service)
            for isTold in [true, false] {
                let pieces = Mutex(11)
                var call = try request(.post, "/", trigger)
                call.body = .stream(length: isTold ? 1_100 : nil) {
                    let isOver = pieces.withLock { pieces in
                        pieces -= 1
                        return pieces < 0
                    }
                    return isOver ? nil : [UInt8](repeating: 0x61, count: 100)
                }
                let answer = try await test.send(call)
                #expect(answer.status == 400 && answer.body.contains("EntityTooLarge"), "\(answer)")
            }
            let short = try await test.send(request(.post, "/", trigger, body: String(repeating: "a", count: 1_000)))
            #expect(short.status == 207)
        }
    }

    /// The trigger of a domain's path.
    private static func route(
        _ service: TestService,
        _ path: String,
        to target: Trigger.Target,
        methods: [String] = []
    ) throws -> Trigger {
        let document = DomainRoute(
            domain: "api.example",
            place: 0,
            path: path,
            methods: methods,
            rewriting: nil,
            document: "{}",
            createdAt: 0,
            modifiedAt: 0
        )
        return Trigger(
            id: Trigger.ID(UUID()),
            workload: service.workload.id,
            source: .domainPath("api.example" + path),
            target: target,
            component: "f",
            document: String(decoding: try JSONEncoder().encode(document), as: UTF8.self),
            createdAt: Date(timeIntervalSince1970: 0)
        )
    }

    @Test("through a custom domain goes by the route that fits its path best, whichever the gateway names")
    func domainPaths() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            let versions = try (1...3).map { try service.publish($0) }
            service.triggers = [
                try Self.route(service, "/a/*", to: .version(versions[0])),
                try Self.route(service, "/a/b/*", to: .version(versions[1])),
                try Self.route(service, "/a/b", to: .version(versions[2])),
            ]
            test.apply(service)
            for (path, version) in [("/a/x", "1"), ("/a", "1"), ("/a/b/c?x=/", "2"), ("/a/b", "3")] {
                for trigger in service.triggers {
                    let answer = try await test.send(request(.get, path, trigger), account: nil)
                    #expect(answer.version == version, "\(path): \(answer.body)")
                }
            }
            let none = try await test.send(request(.get, "/b", service.triggers[0]), account: nil)
            #expect(none.status == 404 && none.body.contains("TriggerNotFound"))
            // One that is deleted leads nowhere, and no other takes its place.
            service.versions.removeFirst()
            test.apply(service)
            let gone = try await test.send(request(.get, "/a/x", service.triggers[0]), account: nil)
            #expect(gone.status == 404 && gone.body.contains("VersionNotFound"))
        }
    }

    @Test("through a custom domain needs a trigger for its qualifier, where the function has any")
    func domainWithoutTrigger() async throws {
        try await TestPlane.run { test in
            var service = try service(test)
            let one = try service.publish(1)
            let route = try Self.route(service, "/*", to: .version(one))
            service.triggers = [route, try Self.trigger(service)]
            test.apply(service)
            let answer = try await test.send(request(.get, "/", route), account: nil)
            #expect(answer.status == 404 && answer.body.contains("TriggerNotFound"))
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
            #expect(answer.body.contains(#""QUERY_STRING": "x=1""#))
            #expect(answer.body.contains(#""fc.request_uri": "/api/users?x=1""#))
            #expect(try await test.send(request(.post, "/api/users", route), account: nil).status == 400)
            // A function with triggers of its own goes by these.
            service.triggers = [route, try Self.trigger(service, authType: "function")]
            test.apply(service)
            #expect(try await test.send(request(.get, "/api/users", route), account: nil).status == 403)
        }
    }
}
