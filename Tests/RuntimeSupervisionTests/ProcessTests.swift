import FoundationEssentials
import Glibc
import RuntimeSupervision
import Synchronization
import TestSurroundings
import Testing

@Suite("A child process gets what was named and nothing else", .timeLimit(.minutes(1)))
struct ProcessTests {
    /// Runs a shell script to its end; returns what it wrote and how it ended.
    private func run(
        _ script: String,
        change: (inout ProcessLaunch) -> Void = { _ in }
    ) async throws -> (output: String, ending: ProcessEnding) {
        let folder = try TemporaryFolder()
        let file = open(folder.path + "/out", O_RDWR | O_CREAT, 0o600)
        defer { close(file) }
        var launch = ProcessLaunch(program: "/bin/sh", arguments: ["-c", script], descriptors: [1: file])
        // Tests run on threads that come and go.
        launch.diesWithParent = false
        change(&launch)
        let ending = try await withCheckedThrowingContinuation { continuation in
            do {
                _ = try ChildProcess(launch) { continuation.resume(returning: $0) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
        return (try String(contentsOfFile: folder.path + "/out", encoding: .utf8), ending)
    }

    @Test("the environment and the folder are those given")
    func environment() async throws {
        let result = try await run("echo $A; echo \"$HOME\"; pwd") { launch in
            launch.environment = ["A": "one two"]
            launch.directory = "/usr"
        }
        #expect(result.output == "one two\n\n/usr\n")
        #expect(result.ending == .exited(code: 0))
    }

    @Test("descriptors appear under their numbers, and others are closed")
    func descriptors() async throws {
        let leak = open("/dev/zero", O_RDONLY)
        let first = open("/dev/full", O_WRONLY)
        let second = open("/dev/random", O_RDONLY)
        defer { for descriptor in [leak, first, second] { close(descriptor) } }
        // The numbers cross over: each target may be another's source.
        let result = try await run("cd /proc/$$/fd && for n in *; do echo $n $(readlink $n); done | grep /dev") {
            $0.descriptors[first] = second
            $0.descriptors[second] = first
            $0.descriptors[2] = first
        }
        let expected = ["0 /dev/null", "2 /dev/full", "\(first) /dev/random", "\(second) /dev/full"]
        #expect(result.output.split(separator: "\n").map(String.init).sorted() == expected.sorted())
    }

    @Test("signals are as in a new process, and the session is its own")
    func signals() async throws {
        signal(SIGUSR1, SIG_IGN)
        defer { signal(SIGUSR1, SIG_DFL) }
        let result = try await run(
            "grep -E 'Sig(Blk|Ign)' /proc/self/status; [ $(ps -o sid= -p $$) = $$ ] && echo leader"
        )
        #expect(result.output == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\nleader\n")
    }

    @Test("limits hold, and a confined child can make no IPv6 socket")
    func limits() async throws {
        let script = """
            import socket, os, resource
            print(resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_CORE))
            for family in (socket.AF_INET, socket.AF_UNIX, socket.AF_INET6, socket.AF_NETLINK):
                try: socket.socket(family); print("made")
                except OSError as error: print(error.errno)
            try: os.unshare(os.CLONE_NEWUSER) if hasattr(os, "unshare") else os.chroot("/")
            except OSError as error: print(error.errno)
            """
        let result = try await run("") { launch in
            launch.program = "/usr/bin/python3"
            launch.arguments = ["-I", "-c", script]
            launch.limits = [.openFiles(50), .coreFile(bytes: 0)]
            launch.isConfined = true
        }
        #expect(
            result.output == "(50, 50) (0, 0)\nmade\nmade\n\(EAFNOSUPPORT)\n\(EAFNOSUPPORT)\n\(EPERM)\n"
        )
    }

    @Test("endings are told apart")
    func endings() async throws {
        #expect(try await run("exit 7").ending == .exited(code: 7))
        #expect(try await run("kill -TERM $$").ending == .killed(signal: SIGTERM))
    }

    @Test("a failure says which step failed, and why")
    func failure() async throws {
        var launch = ProcessLaunch(program: "/nonexistent/program")
        #expect(throws: SpawnError(program: "/nonexistent/program", step: .execute, code: ENOENT)) {
            try ChildProcess(launch) { _ in }
        }
        launch.directory = "/nonexistent"
        #expect(throws: SpawnError(program: "/nonexistent/program", step: .directory, code: ENOENT)) {
            try ChildProcess(launch) { _ in }
        }
        launch.directory = nil
        launch.descriptors = [5: 999_999]
        #expect(throws: SpawnError(program: "/nonexistent/program", step: .descriptors, code: EBADF)) {
            try ChildProcess(launch) { _ in }
        }
    }

    @Test("a process is known by pid and start time, and killed by both")
    func identity() async throws {
        var launch = ProcessLaunch(program: "/bin/sleep", arguments: ["60"])
        launch.diesWithParent = false
        let ended = AsyncStream.makeStream(of: ProcessEnding.self)
        let child = try ChildProcess(launch) { ended.continuation.yield($0) }
        let impostor = ProcessIdentity(pid: child.pid, startTime: child.identity.startTime + 1)
        #expect(!impostor.isAlive && !impostor.killIfAlive())
        #expect(child.identity.isAlive && child.identity.killIfAlive())
        var endings = ended.stream.makeAsyncIterator()
        #expect(await endings.next() == .killed(signal: SIGKILL))
        #expect(!child.identity.isAlive && !child.identity.killIfAlive())
    }

    @Test("when the parent is killed, the child goes with it")
    func orphan() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/pid"
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let child = try ChildProcess(ProcessLaunch(program: "/bin/sleep", arguments: ["60"])) { _ in }
            try "\(child.pid) \(child.identity.startTime)".write(toFile: path, atomically: true, encoding: .utf8)
            kill(getpid(), SIGKILL)
        }
        let words = try String(contentsOfFile: path, encoding: .utf8).split(separator: " ")
        let child = ProcessIdentity(pid: try #require(Int32(words[0])), startTime: try #require(UInt64(words[1])))
        try await eventually { !child.isAlive }
    }
}
