import FoundationEssentials
import Glibc
import TestSurroundings
import Testing

@testable import RuntimeSupervision

@Suite("A hostile function harms itself alone", .timeLimit(.minutes(3)))
struct HostileFunctionTests {
    struct Attempt: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// A Python expression: what it raises, or "REACHED".
        let expression: String
    }

    /// Root can try both.
    static let identities: [Sandbox.Identity] = getuid() == 0 ? [.reservedUsers, .ownUser] : [.ownUser]

    static let refused: [Attempt] = [
        Attempt(testDescription: "read the users' secrets", expression: "open('/etc/shadow')"),
        Attempt(testDescription: "list the root's home", expression: "os.listdir('/root')"),
        Attempt(testDescription: "list the homes", expression: "os.listdir('/home')"),
        Attempt(testDescription: "read the system's state", expression: "os.listdir('/var')"),
        Attempt(testDescription: "see the sockets of the server", expression: "os.listdir('/run')"),
        Attempt(testDescription: "reach the slots", expression: "os.listdir('FOLDER')"),
        Attempt(testDescription: "see devices", expression: "open('/dev/mem')"),
        Attempt(testDescription: "see the kernel's settings", expression: "os.listdir('/sys')"),
        Attempt(testDescription: "change a kernel setting", expression: "open('/proc/sys/kernel/hostname', 'w')"),
        Attempt(testDescription: "write at the root", expression: "open('/x', 'w')"),
        Attempt(testDescription: "write a program", expression: "open('/usr/bin/x', 'w')"),
        Attempt(testDescription: "write its own code", expression: "open('/code/x', 'w')"),
        Attempt(testDescription: "change its own code", expression: "open('/code/index.py', 'a')"),
        Attempt(testDescription: "change its code's mode", expression: "os.chmod('/code/index.py', 0o777)"),
        Attempt(testDescription: "write into layers", expression: "open('/opt/x', 'w')"),
        Attempt(testDescription: "write a harness", expression: "open('/sluice/engines/python/main.py', 'a')"),
        Attempt(testDescription: "write beside devices", expression: "open('/dev/x', 'w')"),
        Attempt(testDescription: "write into /etc", expression: "open('/etc/x', 'w')"),
        Attempt(testDescription: "become root", expression: "os.setuid(0)"),
        Attempt(testDescription: "change the root", expression: "os.chroot('/tmp')"),
        Attempt(testDescription: "make a user namespace", expression: "unshare(0x10000000)"),
        Attempt(testDescription: "clone into a user namespace", expression: "clone(0x10000000 | 17)"),
        Attempt(testDescription: "mount", expression: "mount()"),
        Attempt(testDescription: "trace a process", expression: "ptrace(16, 1)"),
        Attempt(
            testDescription: "raise its own limits",
            expression: "resource.setrlimit(resource.RLIMIT_DATA, (-1, -1))"
        ),
        Attempt(testDescription: "connect to this machine", expression: "connect('127.0.0.1', PORT)"),
        Attempt(testDescription: "connect to the metadata service", expression: "connect('169.254.169.254', 80)"),
        Attempt(testDescription: "connect to the internet", expression: "connect('1.1.1.1', 443)"),
        Attempt(testDescription: "use abstract sockets of the machine", expression: "abstract('sluice-test')"),
        Attempt(testDescription: "talk to the hypervisor", expression: "socket.socket(40, socket.SOCK_STREAM)"),
        Attempt(testDescription: "use the kernel's ciphers", expression: "socket.socket(38, socket.SOCK_SEQPACKET)"),
        Attempt(testDescription: "signal the server", expression: "os.kill(SERVER, 0)"),
    ]

    @Test("what it may not reach, as a table of attempts", arguments: identities)
    func attempts(identity: Sandbox.Identity) async throws {
        try await FunctionBench.run(adjust: { $0.identity = identity }) { bench in
            #expect(await bench.supervisor.sandboxReport()?.active.contains(identity.layer) == true)
            let listener = try LocalListener()
            let table = Self.refused.map { "lambda: \($0.expression)" }.joined(separator: ",\n    ")
            let source = """
                import ctypes, os, resource, socket, traceback
                libc = ctypes.CDLL(None, use_errno=True)
                def checked(result):
                    if result < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
                    return result
                def unshare(flags): checked(libc.unshare(flags))
                def clone(flags): checked(libc.syscall(56, ctypes.c_ulong(flags), 0, 0, 0, 0))
                def mount(): checked(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None))
                def ptrace(request, pid): checked(libc.ptrace(request, pid, 0, 0))
                def connect(host, port): socket.create_connection((host, port), 2)
                def abstract(name):
                    s = socket.socket(socket.AF_UNIX); s.connect("\\0" + name)
                attempts = [
                    \(table)
                ]
                def handler(event, context):
                    outcomes = []
                    for attempt in attempts:
                        try: attempt(); outcomes.append("REACHED")
                        except BaseException as error: outcomes.append(repr(error))
                    return "\\n".join(outcomes)
                """
                .replacing("FOLDER", with: bench.folder.path).replacing("PORT", with: "\(listener.port)")
                .replacing("SERVER", with: "\(getpid())")
            let function = try await bench.start("python3", source)
            let response = try await function.invoke()
            let outcomes = response.body.split(separator: "\n")
            try #require(outcomes.count == Self.refused.count, "\(response)")
            for (attempt, outcome) in zip(Self.refused, outcomes) {
                #expect(
                    outcome.contains("Error") && !outcome.contains("NameError"),
                    "\(attempt.testDescription): \(outcome)"
                )
            }
        }
    }

    @Test("it sees its own few processes, its own user, and no name of this machine")
    func surroundings() async throws {
        try await FunctionBench.run { bench in
            let source = """
                import os, socket
                def handler(event, context):
                    status = open("/proc/self/status").read()
                    facts = {line.split(":")[0]: line.split()[-1] for line in status.splitlines()}
                    count = len([n for n in os.listdir("/proc") if n.isdigit()])
                    # The last one is that of the listing itself.
                    names = sorted(os.listdir("/proc/self/fd"), key=int)[:-1]
                    descriptors = sorted(os.readlink(f"/proc/self/fd/{name}").split(":")[0] for name in names)
                    return "|".join([str(count), facts["CapEff"], facts["NoNewPrivs"], facts["Seccomp"],
                        socket.gethostname(), str(os.getuid() > 1_000_000_000), " ".join(descriptors)])
                """
            let function = try await bench.start("python3", source)
            let facts = try await function.invoke().body.split(separator: "|")
            try #require(facts.count == 7)
            #expect(facts[0] == "2" && facts[1] == "0000000000000000" && facts[2] == "1" && facts[3] == "2")
            #expect(facts[4] == "function")
            if getuid() == 0 { #expect(facts[5] == "True") }
            // Input, output and errors, the service and the control socket, and the connection of this request.
            #expect(facts[6] == "/dev/null socket socket socket socket socket", "\(facts[6])")
        }
    }

    @Test("it writes to /tmp alone, and no more than it may")
    func disk() async throws {
        try await FunctionBench.run { bench in
            let source = """
                def handler(event, context):
                    open("/tmp/ok", "w").write("kept")
                    try:
                        for n in range(100):
                            open(f"/tmp/{n}", "wb").write(b"x" * (8 << 20))
                    except OSError as error:
                        return f"{n} {error.errno}"
                """
            let function = try await bench.start("python3", source) { $0.memoryMebibytes = 1_024 }
            let words = try await function.invoke().body.split(separator: " ")
            #expect(Int(words[0]).map { (60...64).contains($0) } == true && words[1] == "\(ENOSPC)", "\(words)")
        }
    }

    @Test("an endless loop is ended by a kill", arguments: ["python3", "nodejs20"])
    func loop(runtime: String) async throws {
        try await FunctionBench.run { bench in
            let source =
                runtime == "python3"
                ? "def handler(event, context):\n    while True: pass" : "exports.handler = () => { while (true); };"
            let function = try await bench.start(runtime, source)
            let request = Task { try await function.invoke() }
            try await eventually { bench.isBusy() }
            let pid = try #require(bench.processes().first)
            function.instance.kill()
            #expect(try await function.ending() == .killed(signal: SIGKILL))
            await #expect(throws: EngineClient.NoResponse.self) { try await request.value }
            try await eventually { bench.processes().isEmpty && kill(pid, 0) != 0 }
        }
    }

    @Test("too much memory ends it, and the machine keeps the rest", arguments: ["python3", "nodejs20", "children"])
    func memory(kind: String) async throws {
        try await FunctionBench.run { bench in
            let python = """
                import os
                def handler(event, context):
                    if event == b"fork":
                        for _ in range(6):
                            if os.fork() == 0: break
                    kept = []
                    while True: kept.append(b"x" * (16 << 20))
                """
            let node = """
                exports.handler = async () => {
                  const kept = [];
                  while (true) kept.push(Buffer.alloc(16 << 20, 1));
                };
                """
            let function = try await bench.start(
                kind == "nodejs20" ? kind : "python3",
                kind == "nodejs20" ? node : python
            ) {
                $0.memoryMebibytes = 128
                $0.diskMebibytes = 64
            }
            let response = try? await function.invoke(kind == "children" ? "fork" : "")
            let peak = await function.instance.memoryPeakBytes()
            if let response {
                #expect(response.head.contains("x-fc-error-type"))
            } else {
                #expect(try await function.ending() != .exited(code: 0))
            }
            #expect(peak < 900 << 20, "\(peak >> 20) MiB")
            let next = try await bench.start("python3", "def handler(event, context): return 'fine'")
            #expect(try await next.invoke().body == "fine")
        }
    }

    @Test("a fork bomb is contained, and goes with its instance")
    func forks() async throws {
        try await FunctionBench.run(adjust: { $0.processes = 40 }) { bench in
            let source = """
                import os, time
                def handler(event, context):
                    count = 0
                    try:
                        while True:
                            if os.fork() == 0: time.sleep(600)
                            count += 1
                    except OSError as error:
                        return f"{count} {error.errno}"
                """
            let function = try await bench.start("python3", source)
            let words = try await function.invoke().body.split(separator: " ")
            #expect(Int(words[0]).map { (20...40).contains($0) } == true && words[1] == "\(EAGAIN)", "\(words)")
            #expect(bench.processes().count > 20)
            function.instance.kill()
            _ = try await function.ending()
            try await eventually { bench.processes().isEmpty }
        }
    }

    @Test("what it says beyond all measure is cut, and the rest of the server does not wait for it")
    func output() async throws {
        try await FunctionBench.run { bench in
            let source = """
                import os, sys
                def handler(event, context):
                    if event == b"raw":
                        for n in range(1600): os.write(1, b"x" * 65535 + b"\\n")
                    elif event == b"print":
                        for n in range(300_000): print("y" * 100)
                    return "said"
                """
            let function = try await bench.start("python3", source)
            let other = try await bench.start("python3", "def handler(event, context): return 'fine'")
            for event in ["print", "raw"] {
                async let answer = function.invoke(event, id: event)
                let beside = try await other.invoke()
                #expect(beside.body == "fine")
                _ = try? await answer
            }
            #expect(
                try await function.lines(of: nil).contains { $0.hasSuffix("more than 1048576 characters in a second") }
            )
            let bytes = await function.lines().reduce(0) { sum, event in
                if case .log(let line, _, _) = event { sum + line.utf8.count } else { sum }
            }
            #expect(bytes > 0 && bytes < 400 << 20)
            #expect(try await other.invoke().body == "fine")
        }
    }

    @Test("standard input is empty, and does not hold it up")
    func input() async throws {
        try await FunctionBench.run { bench in
            let source = "import sys\ndef handler(event, context): return repr(sys.stdin.read())"
            let function = try await bench.start("python3", source)
            #expect(try await function.invoke().body == "''")
        }
    }

    @Test("one that writes nonsense to its control socket is ended")
    func controlSocket() async throws {
        try await FunctionBench.run { bench in
            let source =
                "import os\ndef handler(event, context):\n    os.write(4, b'\\xff' * 100)\n    while True: pass"
            let function = try await bench.start("python3", source)
            _ = try? await function.invoke()
            #expect(try await function.ending() == .killed(signal: SIGKILL))
        }
    }

    @Test("one that does not become ready is given up at the limit")
    func stuck() async throws {
        try await FunctionBench.run { bench in
            let error = await #expect(throws: InstanceFailure.self) {
                try await bench.start("python3", "while True: pass") { $0.startTimeout = .seconds(1) }
            }
            guard case .startTimedOut? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await eventually { bench.processes().isEmpty }
        }
    }

    @Test("kill -9 of the server's process leaves nothing of it")
    func killed() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try await FunctionBench.run { bench in
                let source = "import os, time\ndef handler(event, context):\n    os.fork()\n    time.sleep(600)"
                let function = try await bench.start("python3", source)
                let request = Task { try await function.invoke() }
                try await eventually { bench.processes().count > 3 }
                let text = bench.processes().map { "\($0) \(ProcessIdentity(running: $0).startTime)\n" }.joined()
                try text.write(toFile: path + "/pids", atomically: true, encoding: .utf8)
                kill(getpid(), SIGKILL)
                request.cancel()
            }
        }
        let lines = try String(contentsOfFile: path + "/pids", encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 3)
        for line in lines {
            let words = line.split(separator: " ")
            let process = ProcessIdentity(
                pid: try #require(Int32(words[0])),
                startTime: try #require(UInt64(words[1]))
            )
            try await eventually { !process.isAlive }
        }
    }
}
