import FoundationEssentials
import Glibc
import ReleaseModel
import TestSurroundings
import Testing

@testable import RuntimeSupervision

@Suite("Functions run in a sandbox, or say why they do not", .timeLimit(.minutes(1)))
struct SandboxTests {
    @Test("the command line isolates, and grants what was asked for alone")
    func commandLine() {
        let sandbox = Sandbox(bubblewrapPath: "/usr/bin/bwrap", identity: .reservedUsers)
        var content = Sandbox.Content(command: ["/bin/x", "--", "y"], mounts: [("/code", "/a b")], diskBytes: 77)
        content.filter = 9
        let arguments = sandbox.arguments(number: 10_003, content)
        let text = arguments.joined(separator: " ")
        for flag in [
            "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net",
            "--unshare-cgroup-try", "--clearenv", "--cap-drop ALL", "--ro-bind /usr /usr", "--ro-bind /a b /code",
            "--perms 1777 --size 77 --tmpfs /tmp", "--remount-ro /", "--seccomp 9",
        ] {
            #expect(text.contains(flag), "\(flag)")
        }
        // The eleventh thousand begins with the first user again.
        #expect(
            text.hasSuffix(
                "-- /usr/bin/setpriv --reuid 1900000003 --regid 1900000003 --clear-groups --inh-caps -all -- /bin/x -- y"
            )
        )
        #expect(!text.contains("/etc/resolv.conf") && !text.contains("--bind ") && !text.contains("--unshare-user"))
        content.hasNetwork = true
        let shared = sandbox.arguments(number: 1, content)
        #expect(!shared.contains("--unshare-net") && shared.contains("/etc/resolv.conf"))
        let own = Sandbox(bubblewrapPath: "/usr/bin/bwrap", identity: .ownUser).arguments(number: 1, content)
        #expect(own.contains("--unshare-user") && own.contains("--disable-userns") && !own.contains("--cap-add"))
    }

    @Test("names of runtimes lead to engines, and unknown ones nowhere")
    func runtimes() {
        #expect(FunctionRuntime(named: "python3.10")?.engine == .python)
        #expect(FunctionRuntime(named: "nodejs14")?.engine == .node)
        #expect(FunctionRuntime(named: "custom.debian10")?.engine == .custom)
        for name in ["python2.7", "java8", "", "Python3", "custom-container"] {
            #expect(FunctionRuntime(named: name) == nil)
        }
        #expect(Set(FunctionRuntime.names).count == FunctionRuntime.names.count)
    }

    @Test("without bubblewrap functions do not start, unless that is allowed by name")
    func missing() async throws {
        for requirement in SandboxRequirement.allCases {
            let configuration = { (configuration: inout FunctionConfiguration) in
                configuration.bubblewrapPath = "/nonexistent/bwrap"
                configuration.sandbox = requirement
            }
            try await FunctionBench.runAnyway(adjust: configuration) { bench in
                let report = try #require(await bench.supervisor.sandboxReport())
                #expect(report.isSufficient == (requirement == .unsandboxed))
                #expect(report.missing.contains { $0.layer == .bubblewrap && $0.reason.contains("/nonexistent/bwrap") })
                #expect(!report.active.contains(.bubblewrap) && !report.active.contains(.systemCallFilter))
                let source = "import os\ndef handler(event, context): return os.getcwd()"
                guard requirement == .required else {
                    let function = try await bench.start("python3", source)
                    #expect(try await function.invoke().body.hasSuffix("/code"))
                    return
                }
                let error = await #expect(throws: InstanceFailure.self) { try await bench.start("python3", source) }
                guard case .function(.sandboxUnavailable(let reason))? = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(reason.contains("/nonexistent/bwrap"))
            }
        }
    }

    @Test("a network is there for those to whom it was granted")
    func network() async throws {
        try await FunctionBench.run { bench in
            let listener = try LocalListener()
            let source = """
                import socket
                def handler(event, context):
                    try: socket.create_connection(("127.0.0.1", \(listener.port)), 2)
                    except OSError as error: return "refused"
                    return "reached"
                """
            let without = try await bench.start("python3", source)
            #expect(try await without.invoke().body == "refused")
            let with = try await bench.start("python3", source) { $0.hasNetwork = true }
            #expect(try await with.invoke().body == "reached")
        }
    }

    @Test("all layers that this machine can give are active, and the status says so")
    func report() async throws {
        try await FunctionBench.run { bench in
            let report = try #require(await bench.supervisor.sandboxReport())
            #expect(Set(report.active).isSuperset(of: [.bubblewrap, .systemCallFilter, .resourceLimits]))
            if getuid() == 0 { #expect(report.active.contains(.userPerInstance)) }
            #expect(Set(report.active).isDisjoint(with: report.missing.map(\.layer)))
            _ = try await bench.start("python3.9", "def handler(event, context): pass")
            let status = try #require(await bench.supervisor.status()?.functions)
            #expect(status.sandbox == report)
            let python = try #require(status[.python])
            #expect(python.release?.hasPrefix("Python 3.") == true && python.missing == nil)
            #expect(python.runtimes.map(\.name) == ["python3", "python3.9", "python3.10"])
            #expect(python.runtimes.map(\.instances) == [0, 1, 0])
        }
    }

    @Test("one that is killed leaves nothing, at whatever moment of its start")
    func killedWhileStarting() async throws {
        try await FunctionBench.run { _ in
            // A duration by which each of its processes is known, those of bubblewrap and the one within.
            let marker = "600.\(UInt32.random(in: 1_000_000_000...UInt32.max))"
            let sandbox = Sandbox(bubblewrapPath: "/usr/bin/bwrap", identity: .candidate)
            let content = Sandbox.Content(command: ["/bin/sleep", marker], diskBytes: 1 << 20)
            var launch = ProcessLaunch(program: sandbox.bubblewrapPath)
            launch.arguments = sandbox.arguments(number: 0, content)
            launch.directory = "/"
            // What is left must not hold the output of the tests.
            let nowhere = open("/dev/null", O_RDWR)
            defer { close(nowhere) }
            for number: Int32 in 0...2 { launch.descriptors[number] = nowhere }
            // One that is left to start is found to its last process, and so what is left of the others would be.
            let whole = try ChildProcess(launch) { _ in }
            defer { whole.killGroup() }
            try await eventually { Self.commands(naming: marker).contains { $0.hasPrefix("/bin/sleep\0") } }
            if whole.killSandbox() { whole.killGroup() }
            for step in 0..<400 {
                let child = try ChildProcess(launch) { _ in }
                // A look takes some microseconds: each child is let a little further than the one before.
                for _ in 0..<step { _ = ProcessTree.children(of: child.pid) }
                if child.killSandbox() { child.killGroup() }
            }
            try await eventually { Self.commands(naming: marker).isEmpty }
        }
    }

    private static func commands(naming marker: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { SmallFile.text("/proc/\($0)/cmdline") }.filter { $0.contains(marker) }
    }

    @Test("a Node.js that was altered stops the start")
    func alteredNode() async throws {
        let expected = try #require(Digest([UInt8](repeating: 0, count: 32)))
        await #expect(throws: RuntimeError.self) {
            try await FunctionBench.runAnyway(adjust: {
                $0.nodePath = "/bin/true"
                $0.nodeDigest = expected
            }) { _ in }
        }
    }

    @Test("engines are kept warm when that is asked for, and no longer when it is not")
    func warm() async throws {
        try await FunctionBench.run { bench in
            bench.supervisor.keepWarm([.python: 2])
            try await eventually { await bench.supervisor.status()?.functions?[.python]?.warm == 2 }
            bench.supervisor.keepWarm([:])
            for _ in 1...2 { _ = try await bench.start("python3", "def handler(event, context): pass") }
            #expect(await bench.supervisor.status()?.functions?[.python]?.warm == 0)
        }
    }

    @Test("a package's files are given as they are, readable and unwritable, wherever they lie")
    func fileTree() throws {
        let folder = try TemporaryFolder()
        let (source, target) = (folder.path + "/source", folder.path + "/target")
        for path in [source, source + "/deep", target] { mkdir(path, 0o700) }
        try "public".write(toFile: source + "/public", atomically: false, encoding: .utf8)
        try "private".write(toFile: source + "/deep/private", atomically: false, encoding: .utf8)
        chmod(source + "/public", 0o644)
        chmod(source + "/deep/private", 0o700)
        symlink("public", source + "/link")
        try FileTree(source).link(into: target)
        var status = stat()
        #expect(stat(target + "/public", &status) == 0 && status.st_nlink == 2)
        #expect(stat(target + "/deep/private", &status) == 0 && status.st_nlink == 1 && status.st_mode & 0o777 == 0o755)
        #expect(stat(target + "/deep", &status) == 0 && status.st_mode & 0o777 == 0o755)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: target + "/link") == "public")
        #expect(try String(contentsOfFile: target + "/deep/private", encoding: .utf8) == "private")
        mkfifo(source + "/pipe", 0o600)
        #expect(throws: FunctionStartFailure.packageUnreadable(path: source + "/pipe", code: EINVAL)) {
            try FileTree(source).link(into: target)
        }
        #expect(throws: FunctionStartFailure.packageUnreadable(path: "/nonexistent", code: ENOENT)) {
            try FileTree("/nonexistent").link(into: target)
        }
    }
}
