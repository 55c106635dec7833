import FoundationEssentials
import Glibc
import ReleaseModel
import RuntimeSupervision
import TestSurroundings
import Testing

@Suite("The runtime starts clean or says why it cannot", .timeLimit(.minutes(1)))
struct StartTests {
    private func start(
        _ configuration: EngineConfiguration,
        in path: String
    ) throws(RuntimeError) -> RuntimeSupervisor {
        var limits = RuntimeLimits.test
        limits.warmEngines = 0
        return try RuntimeSupervisor(
            engine: configuration,
            runDirectory: path,
            limits: limits,
            clock: { Date() },
            events: { _ in },
            specification: { _ in throw CancellationError() }
        )
    }

    @Test("an engine that is missing")
    func missingEngine() throws {
        let folder = try TemporaryFolder()
        let configuration = EngineConfiguration(denoPath: "/nonexistent/deno", harnessDirectory: "/")
        #expect(throws: RuntimeError.engineMissing(path: "/nonexistent/deno", code: ENOENT)) {
            try start(configuration, in: folder.path)
        }
    }

    @Test("a harness that is missing")
    func missingHarness() throws {
        let folder = try TemporaryFolder()
        let configuration = EngineConfiguration(denoPath: "/bin/sh", harnessDirectory: folder.path)
        #expect(throws: RuntimeError.harnessMissing(path: folder.path + "/main.js", code: ENOENT)) {
            try start(configuration, in: folder.path)
        }
    }

    @Test("an engine that was altered")
    func alteredEngine() async throws {
        let folder = try TemporaryFolder()
        var configuration = try TestEngine.configuration()
        configuration.denoPath = "/bin/true"
        let expected = try #require(Digest([UInt8](repeating: 0, count: 32)))
        configuration.denoDigest = expected
        let error = #expect(throws: RuntimeError.self) { try start(configuration, in: folder.path) }
        guard case .engineAltered("/bin/true", expected, let found)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        configuration.denoDigest = found
        await (try start(configuration, in: folder.path)).stop()
    }

    @Test("a folder whose sockets would have too long a path")
    func longPath() throws {
        let path = "/tmp/" + String(repeating: "x", count: 90)
        #expect(throws: RuntimeError.runDirectoryTooLong(path: path, limit: 94)) {
            try start(TestEngine.configuration(), in: path)
        }
        #expect(access(path, F_OK) != 0)
    }

    @Test("engines and sockets of an earlier life are removed, and what it served is offered")
    func earlierLife() async throws {
        let folder = try TemporaryFolder()
        let run = folder.path + "/run"
        mkdir(run, 0o755)
        var launch = ProcessLaunch(program: "/bin/sleep", arguments: ["60"])
        launch.diesWithParent = false
        let ended = AsyncStream.makeStream(of: ProcessEnding.self)
        let orphan = try ChildProcess(launch) { ended.continuation.yield($0) }
        let key = InstanceKey.example()
        let stranger = "\(getpid()) 1"
        try "\(orphan.pid) \(orphan.identity.startTime)\n\(stranger)\nnonsense\n".write(
            toFile: run + "/engines",
            atomically: true,
            encoding: .utf8
        )
        try "nonsense\n\(key)\n".write(toFile: run + "/recent", atomically: true, encoding: .utf8)
        for name in ["7.s", "7.c"] { close(open(run + "/" + name, O_CREAT | O_WRONLY, 0o600)) }

        let runtime = try start(TestEngine.configuration(), in: run)
        var endings = ended.stream.makeAsyncIterator()
        #expect(await endings.next() == .killed(signal: SIGKILL))
        #expect(runtime.recentlyServed == [key])
        #expect(await runtime.status()?.reapedEngines == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: run).sorted() == ["engines", "recent"])
        let attributes = try FileManager.default.attributesOfItem(atPath: run)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        await runtime.stop()
    }

    @Test("what is left of an engine's group ends with the next start")
    func orphans() async throws {
        let folder = try TemporaryFolder()
        var launch = ProcessLaunch(program: "/bin/sh", arguments: ["-c", "sleep 100 & echo $!; exec sleep 100"])
        let output = open(folder.path + "/output", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        defer { close(output) }
        launch.descriptors = [1: output]
        let ended = AsyncStream.makeStream(of: ProcessEnding.self)
        let leader = try ChildProcess(launch) { ended.continuation.yield($0) }
        var orphan: ProcessIdentity?
        try await eventually {
            let text = try String(contentsOfFile: folder.path + "/output", encoding: .utf8)
            orphan = Int32(text.filter { !$0.isWhitespace }).map(ProcessIdentity.init(running:))
            return orphan != nil
        }
        leader.kill()
        for await _ in ended.stream { break }
        let left = try #require(orphan)
        #expect(left.isAlive)

        let run = folder.path + "/run"
        mkdir(run, 0o700)
        try "\(leader.pid) \(leader.identity.startTime)\n".write(
            toFile: run + "/engines",
            atomically: true,
            encoding: .utf8
        )
        let runtime = try start(TestEngine.configuration(), in: run)
        try await eventually { !left.isAlive }
        #expect(await runtime.status()?.reapedEngines == 1)
        await runtime.stop()
    }

    @Test("kill -9 of the runtime's process leaves no engine")
    func killed() async throws {
        let folder = try TemporaryFolder()
        let run = folder.path + "/run"
        await #expect(processExitsWith: .signal(SIGKILL)) { [run = run as String] in
            var limits = RuntimeLimits.test
            limits.warmEngines = 2
            let runtime = try RuntimeSupervisor(
                engine: TestEngine.configuration(),
                runDirectory: run,
                limits: limits,
                clock: { Date() },
                events: { _ in },
                specification: { _ in throw CancellationError() }
            )
            while await runtime.status()?.warmEngines != 2 {}
            kill(getpid(), SIGKILL)
        }
        let lines = try String(contentsOfFile: run + "/engines", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        for line in lines {
            let words = line.split(separator: " ")
            let engine = ProcessIdentity(
                pid: try #require(Int32(words[0])),
                startTime: try #require(UInt64(words[1]))
            )
            try await eventually { !engine.isAlive }
        }
    }
}
