import FoundationEssentials
import HTTPModel
import Lifecycle
import ReleaseModel
import RuntimeSupervision
import Testing

@Suite("env.SERVICE and env.ASSETS answer requests", .timeLimit(.minutes(1)))
struct FetcherBindingTests {
    private let services = EchoServices()

    private var ports: BindingPorts { BindingPorts(services: services, assets: services) }

    private func bindings() throws -> [Binding] {
        try [
            Binding(name: "SERVICE", value: .service(.init(worker: "target", entrypoint: "Admin"))),
            Binding(name: "ASSETS", value: .assets),
        ]
    }

    /// Returns what the expression comes to in a worker that has the bindings, as JSON.
    private func answer(
        _ expression: String,
        _ method: String = "GET",
        headers: [String: String] = [:],
        body: String = ""
    ) async throws -> String {
        var answer = ""
        try await TestRuntime.run(bindings: ports) { runtime in
            let specification = try LaunchSpecification.answering(expression, bindings: bindings())
            let url = "http://hello.localhost/path?q=1"
            answer = try await runtime.answer(of: specification, method, url, headers: headers, body: body).body
        }
        return answer
    }

    @Test("a request that is passed on arrives as it came, one deeper")
    func passedOn() async throws {
        let expression =
            "env.SERVICE.fetch(request).then(async (r) => [r.status, r.headers.getSetCookie(), await r.text()])"
        let headers = ["X-Sent": "field", "x-gw-depth": "3"]
        #expect(
            try await answer(expression, "POST", headers: headers, body: "body")
                == #"[201,["a=1","b=2"],"http POST hello.localhost /path?q=1 field body 4 target Admin"]"#
        )
        #expect(services.calls.map(\.caller.requestID) == ["req-1"])
        #expect(
            services.calls.allSatisfy { call in !call.request.fields.contains { $0.name.lowercased.hasPrefix("x-gw") } }
        )
    }

    @Test("URLs, inits and redirects are those of fetch")
    func forms() async throws {
        let expression = """
            Promise.all([
              env.SERVICE.fetch("https://any.example:8443/x", { method: "PUT", body: "b", headers: { "x-sent": "s" } })
                .then((r) => r.text()),
              env.SERVICE.fetch(new URL("https://any.example/y#fragment")).then((r) => r.text()),
              env.SERVICE.fetch("http://a/redirect").then((r) => r.text()),
              env.SERVICE.fetch("http://a/redirect", { redirect: "manual" }).then((r) => r.headers.get("location")),
              env.SERVICE.fetch("http://a/empty").then((r) => [r.status, r.body, r.headers.get("x-empty")]),
              env.SERVICE.fetch("http://a/refused").catch((error) => error.message),
              env.SERVICE.fetch("http://a/broken").then((r) => r.text()).catch((error) => error.message),
            ])
            """
        #expect(
            try await answer(expression) == #"["https PUT any.example:8443 /x s b 1 target Admin","#
                + #""https GET any.example /y   1 target Admin","http GET a /final   1 target Admin","/final","#
                + #"[204,null,"yes"],"The worker “target” does not exist.","#
                + #""The connection to the binding was lost."]"#
        )
    }

    @Test("bodies stream both ways, however long")
    func streams() async throws {
        let expression = """
            (async () => {
              let sent = 0;
              const body = new ReadableStream({ pull(controller) {
                if (sent === 64) return controller.close();
                sent += 1;
                controller.enqueue(new Uint8Array(50_000).fill(sent));
              } });
              const response = await env.SERVICE.fetch("http://a/stream", { method: "POST", body });
              let length = 0, sum = 0;
              for await (const chunk of response.body) { length += chunk.length; for (const byte of chunk) sum += byte; }
              return [length, sum];
            })()
            """
        #expect(try await answer(expression) == "[3200000,104000000]")
    }

    @Test("workers that call one another without end are stopped")
    func depth() async throws {
        let expression = "env.SERVICE.fetch('http://a/').catch((error) => error.message)"
        let message = try await answer(expression, headers: ["x-gw-depth": "16"])
        #expect(message.contains("Subrequest depth limit exceeded."))
        #expect(services.calls.isEmpty)
        #expect(try await answer(expression, headers: ["x-gw-depth": "15"]) == "{}")
        #expect(services.calls.map(\.depth) == [ServiceCall.depthLimit])
    }

    @Test("a call that is aborted is cancelled")
    func abort() async throws {
        let expression = "env.SERVICE.fetch('http://a/hang', { signal: AbortSignal.timeout(50) }).catch((e) => e.name)"
        #expect(try await answer(expression) == #""TimeoutError""#)
        await services.cancelled.wait()
    }

    @Test("a call of an engine that ends is cancelled")
    func engineEnds() async throws {
        try await TestRuntime.run(bindings: ports) { runtime in
            let expression = "(setTimeout(() => process.abort(), 50), env.SERVICE.fetch('http://a/hang'))"
            let specification = try LaunchSpecification.answering(
                expression,
                bindings: bindings(),
                flags: ["nodejs_compat"]
            )
            _ = try? await runtime.answer(of: specification)
            await services.cancelled.wait()
        }
    }

    @Test("assets are those of the version itself")
    func assets() async throws {
        let expression = "env.ASSETS.fetch(new URL('/logo.svg', request.url)).then((r) => r.text())"
        let text = try await answer(expression)
        #expect(text.hasPrefix(#""file /logo.svg of "#))
    }

    @Test("secrets are strings, also in process.env; what is not run here throws when it is used")
    func others() async throws {
        let digest = try #require(Digest(hex: String(repeating: "ab", count: 32)))
        let bindings = try [
            Binding(name: "SECRET", value: .secret(digest)),
            Binding(name: "DB", value: .unsupported(type: "d1", document: "{}")),
        ]
        let expression = """
            [env.SECRET, process.env.SECRET, typeof env.DB,
              (() => { try { env.DB.prepare("x"); } catch (error) { return `${error.name}: ${error.message}`; } })()]
            """
        try await TestRuntime.run { runtime in
            let specification = try LaunchSpecification.answering(
                expression,
                bindings: bindings,
                flags: ["nodejs_compat"],
                secrets: ["SECRET": "s3"]
            )
            #expect(
                try await runtime.answer(of: specification).body == #"["s3","s3","function","UnsupportedBindingError: "#
                    + #"The binding \"DB\" is of type \"d1\", which this server does not run."]"#
            )
        }
        #expect(throws: LaunchSpecification.Invalid.secretMissing(binding: "SECRET")) {
            try LaunchSpecification.answering("1", bindings: bindings)
        }
    }
}
