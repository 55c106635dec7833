import FoundationEssentials
import Glibc
import HTTPEngine
import RuntimeSupervision
import TestSurroundings
import Testing

@Suite("A worker reaches nothing but what it was given", .timeLimit(.minutes(1)))
struct IsolationTests {
    struct Attempt: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Evaluates to the error's name, or to "REACHED".
        let expression: String
        var refusals = ["NotCapable", "PermissionDenied", "EACCES", "ERR_ACCESS_DENIED"]
    }

    /// All with `nodejs_compat`, which leaves the engine's own API within reach.
    static let attempts: [Attempt] = [
        Attempt(testDescription: "read a file", expression: "Deno.readTextFile('/etc/passwd')"),
        Attempt(
            testDescription: "read a file, Node's way",
            expression: "import('node:fs').then((fs) => fs.readFileSync('/etc/passwd'))"
        ),
        Attempt(testDescription: "list a folder", expression: "Array.fromAsync(Deno.readDir('/tmp'))"),
        Attempt(testDescription: "write a file", expression: "Deno.writeTextFile('/tmp/x', 'x')"),
        Attempt(testDescription: "run a program", expression: "new Deno.Command('/bin/true').output()"),
        Attempt(
            testDescription: "run a program, Node's way",
            expression: "import('node:child_process').then((child) => child.execSync('true'))",
            refusals: ["Command failed"]
        ),
        Attempt(testDescription: "signal a process", expression: "Deno.kill(1, 'SIGTERM')"),
        Attempt(testDescription: "load a library", expression: "Deno.dlopen('libc.so.6', {})"),
        Attempt(testDescription: "learn the host's name", expression: "Deno.hostname()"),
        Attempt(
            testDescription: "connect to this machine",
            expression: "Deno.connect({ hostname: '127.0.0.1', port: 22 })"
        ),
        Attempt(testDescription: "connect to localhost by name", expression: "fetch('http://localhost:8700/')"),
        Attempt(testDescription: "connect to 0.0.0.0", expression: "fetch('http://0.0.0.0:8700/')"),
        Attempt(testDescription: "connect to a mapped address", expression: "fetch('http://[::ffff:127.0.0.1]:8700/')"),
        Attempt(testDescription: "connect to a private address", expression: "fetch('http://10.0.0.1:8700/')"),
        Attempt(testDescription: "connect to the metadata service", expression: "fetch('http://169.254.169.254/')"),
        Attempt(
            testDescription: "proxy a request to this machine",
            expression: "fetch(new Request('http://127.0.0.1:8700/', request))"
        ),
        Attempt(testDescription: "listen on a port", expression: "Deno.listen({ port: 0 })"),
        Attempt(testDescription: "listen on IPv6", expression: "Deno.listen({ hostname: '::', port: 0 })"),
        Attempt(
            testDescription: "connect to a private IPv6 address",
            expression: "Deno.connect({ hostname: 'fd00::1', port: 80 })",
            refusals: ["Error", "TypeError", "NotSupported"]
        ),
        Attempt(
            testDescription: "connect to a Unix socket",
            expression: "Deno.connect({ transport: 'unix', path: '/run/x.sock' })"
        ),
        Attempt(
            testDescription: "connect to its own service socket",
            expression: "Deno.connect({ transport: 'unix', path: request.headers.get('socket') })"
        ),
        Attempt(
            testDescription: "remove its own service socket",
            expression: "Deno.remove(request.headers.get('socket'))"
        ),
        Attempt(
            testDescription: "get a permission back",
            expression: "Deno.permissions.request({ name: 'read' })"
                + ".then((status) => { if (status.state !== 'granted') throw new Deno.errors.NotCapable('denied') })"
        ),
        Attempt(testDescription: "use the engine's store", expression: "Deno.openKv()", refusals: ["TypeError"]),
    ]

    @Test("as a table of attempts")
    func attempts() async throws {
        let table = Self.attempts.map { "() => \($0.expression)" }.joined(separator: ",\n")
        let source = """
            export default { async fetch(request) {
              const attempts = [\(table)];
              const outcomes = [];
              for (const attempt of attempts) {
                try { await attempt(); outcomes.push("REACHED"); }
                catch (error) { outcomes.push([error.name, error.code, error.message, error.cause].filter(Boolean).join(" ")); }
              }
              return new Response(outcomes.join("\\u0000"));
            } };
            """
        try await TestRuntime.run { runtime in
            let endpoint = try await runtime.acquire(runtime.add(.example(source, flags: ["nodejs_compat"])))
            let response = try await runtime.client.send(headers: ["socket": endpoint.path], to: endpoint)
            let outcomes = response.body.split(separator: "\u{0}", omittingEmptySubsequences: false)
            try #require(outcomes.count == Self.attempts.count, "\(response)")
            for (attempt, outcome) in zip(Self.attempts, outcomes) {
                #expect(
                    attempt.refusals.contains { outcome.contains($0) } || outcome.contains("Requires"),
                    "\(attempt.testDescription): \(outcome)"
                )
            }
        }
    }

    @Test("an engine holds its sockets and nothing of ours")
    func descriptors() async throws {
        let leak = open("/dev/zero", O_RDONLY)  // Without close-on-exec, as a careless library would.
        defer { close(leak) }
        try await TestRuntime.run { runtime in
            _ = try await runtime.acquire(runtime.add(.answering("1")))
            let pid = try #require(await runtime.supervisor.status()?.instances.first?.pid)
            // Output and errors, twice each; the control socket; the service socket; and two pairs by which the engine
            // wakes itself, of which it holds one end twice and makes the second after a while.
            try await eventually { try descriptorKinds(of: pid)["socket:"] == 11 }
            #expect(try descriptorKinds(of: pid) == ["/dev/null": 1, "anon_inode:": 3, "socket:": 11])
        }
    }

    /// How many descriptors of each kind a process holds; sockets without their numbers.
    private func descriptorKinds(of pid: Int32) throws -> [String: Int] {
        var kinds: [String: Int] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd") {
            let target = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\(name)")
            kinds[target.split(separator: "[").first.map(String.init) ?? target, default: 0] += 1
        }
        return kinds
    }

    @Test("an engine's limits and session are its own")
    func limits() async throws {
        try await TestRuntime.run { runtime in
            _ = try await runtime.acquire(runtime.add(.answering("1")))
            let pid = try #require(await runtime.supervisor.status()?.instances.first?.pid)
            #expect(getsid(pid) == pid)
            let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
            #expect(status.contains("NoNewPrivs:\t1"))
            #expect(status.contains("Seccomp:\t2"))
            let limits = try String(contentsOfFile: "/proc/\(pid)/limits", encoding: .utf8)
            for line in limits.split(separator: "\n") {
                let words = line.split(separator: " ")
                if line.hasPrefix("Max core file size") { #expect(words[4] == "0") }
                if line.hasPrefix("Max open files") { #expect(words[3] == "4096") }
                if line.hasPrefix("Max data size") { #expect(words[3] != "unlimited") }
            }
        }
    }

    @Test("too much memory costs the request, at worst the instance, and never more")
    func memory() async throws {
        var limits = RuntimeLimits.test
        limits.firstRetryDelay = .milliseconds(1)
        let source = """
            export default { fetch(request) {
              const kept = [];
              if (request.url.endsWith("/much")) while (true) kept.push(new ArrayBuffer(16 << 20));
              return new Response("ok");
            } };
            """
        try await TestRuntime.run(limits: limits) { runtime in
            let key = runtime.add(try .example(source))
            let greedy = try await runtime.acquire(key)
            let bystander = try await runtime.acquire(runtime.add(.answering("1")))
            let much = try? await runtime.client.send("GET", "http://hello.localhost/much", to: greedy)
            #expect(much == nil || much?.status == 500)
            // An allocation fails; now and then one of the engine's own, for which it has no answer.
            _ = try await runtime.events.first { event in
                switch event.content {
                case .exception(let exception): exception.name == "RangeError"
                case .lost(.killed(signal: SIGTRAP)): true
                default: false
                }
            }
            try await eventually {
                guard let endpoint = try? await runtime.acquire(key) else { return false }
                return try await runtime.client.send(to: endpoint).body == "ok"
            }
            #expect(try await runtime.client.send(to: bystander).body == "1")
        }
    }
}
