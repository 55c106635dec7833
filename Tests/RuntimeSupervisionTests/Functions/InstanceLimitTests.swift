import FoundationEssentials
import Glibc
import TestSurroundings
import Testing

@testable import RuntimeSupervision

@Suite("An instance of a function has its limits", .timeLimit(.minutes(2)))
struct InstanceLimitTests {
    @Test("of core files, descriptors, files and disk, a user of its own, and no more")
    func resources() async throws {
        try await FunctionBench.run { bench in
            let source = """
                import os, resource
                def handler(event, context):
                    disk = os.statvfs("/tmp")
                    limits = [resource.getrlimit(n) for n in
                        (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE)]
                    return f"{limits} {disk.f_blocks * disk.f_frsize >> 20} {os.getuid()}"
                """
            var users: Set<Substring> = []
            for (asked, given) in [(64, 512), (600, 600)] {
                let function = try await bench.start("python3", source) { $0.diskMebibytes = asked }
                let body = try await function.invoke().body
                let bytes = given << 20
                #expect(body.hasPrefix("[(0, 0), (4096, 4096), (\(bytes), \(bytes))] \(given) "), "\(body)")
                users.insert(try #require(body.split(separator: " ").last))
            }
            if getuid() == 0 { #expect(users.count == 2) }
        }
    }

    @Test("and is not started beside too many others")
    func instances() async throws {
        try await FunctionBench.run(adjust: { $0.instances = 1 }) { bench in
            let source = "def handler(event, context): return 'fine'"
            let first = try await bench.start("python3", source)
            await #expect(throws: InstanceFailure.tooManyInstances(limit: 1)) {
                try await bench.start("python3", source)
            }
            first.instance.kill()
            _ = try await first.ending()
            #expect(try await bench.start("python3", source).invoke().body == "fine")
        }
    }

    @Test("of time to end in order: a preStop hook that hangs is cut off")
    func stopping() async throws {
        try await FunctionBench.run { bench in
            let source = """
                import time
                def handler(event, context): return 'fine'
                def stop(context): time.sleep(600)
                """
            let function = try await bench.start("python3", source) {
                $0.preStop = .init(handler: "index.stop", timeout: .seconds(600))
            }
            #expect(try await function.invoke().body == "fine")
            // That this returns at all proves that the hook is not waited for.
            await function.instance.stop(within: .seconds(1))
            #expect(try await function.ending() == .killed(signal: SIGKILL))
        }
    }

    @Test("of memory for all its processes together, in a group that goes with it, as its folder does")
    func memoryGroup() async {
        // In a process of its own, by which its groups are named.
        await #expect(processExitsWith: .success) { try await Self.holdInGroup() }
    }

    private static func holdInGroup() async throws {
        try await FunctionBench.run { bench in
            let source = """
                import os, time
                def handler(event, context):
                    if os.fork() == 0: time.sleep(600)
                    return "forked"
                """
            let function = try await bench.start("python3", source) { $0.memoryMebibytes = 128 }
            #expect(try await function.invoke().body == "forked")
            func folders() -> [String] {
                let names = try? FileManager.default.contentsOfDirectory(atPath: bench.folder.path + "/run")
                return (names ?? []).filter { $0.hasSuffix(".d") }
            }
            #expect(folders().count == 1)
            let groups = try? MemoryGroups()
            func own() -> [String] {
                let names = groups.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.parent) } ?? []
                return names.filter { $0.hasPrefix("sluice-\(getpid())-") }
            }
            if let groups, let name = own().first {
                #expect(Set(members(groups, name)).isSuperset(of: bench.processes()))
                let limit = SmallFile.text("\(groups.parent)/\(name)/\(groups.limitFile)")?.prefix { $0.isNumber }
                #expect(limit.flatMap { Int($0) } == (128 + 512 + 96) << 20)
            } else {
                #expect(groups == nil, "the instance is in no group")
            }
            function.instance.kill()
            _ = try await function.ending()
            try await eventually { folders().isEmpty && bench.processes().isEmpty }
            await bench.supervisor.stop()
            #expect(own().isEmpty)
        }
    }

    private static func members(_ groups: MemoryGroups, _ name: String) -> [Int32] {
        SmallFile.text("\(groups.parent)/\(name)/cgroup.procs")?.split(separator: "\n").compactMap { Int32($0) } ?? []
    }

    @Test("whose group of an earlier life is removed, and no other server's")
    func leftGroups() throws {
        guard let groups = try? MemoryGroups() else { return print("MEMORY GROUPS WERE NOT TESTED: there are none") }
        // No process has the first number; the other is that of one which lives as long as the machine.
        let (left, other) = ("\(groups.parent)/sluice-4194303-7", "\(groups.parent)/sluice-1-\(getpid())")
        for path in [left, other] { try #require(mkdir(path, 0o755) == 0 || errno == EEXIST) }
        defer { for path in [left, other] { rmdir(path) } }
        _ = try MemoryGroups()
        #expect(access(left, F_OK) != 0)
        #expect(access(other, F_OK) == 0)
    }

    @Test("of what it says of itself: the platform's variables are no function's to set, the others are its own")
    func environment() throws {
        var launch = FunctionLaunch(
            runtime: try #require(FunctionRuntime(named: "custom")),
            codeFolder: "/x",
            handler: "h",
            identity: .init(account: "1", region: "r", service: "s", function: "f")
        )
        launch.environment = [
            "FC_ACCOUNT_ID": "2", "FC_FUNCTION_NAME": "g", "FC_SERVER_PORT": "1", "PATH": "/own", "COLOR": "blue",
        ]
        let variables = FunctionEnvironment.variables(of: launch, instance: "c-1", code: "/code")
        #expect(variables["FC_ACCOUNT_ID"] == "1" && variables["FC_FUNCTION_NAME"] == "f")
        #expect(variables["FC_SERVER_PORT"] == "9000" && variables["FC_INSTANCE_ID"] == "c-1")
        #expect(variables["PATH"] == "/own" && variables["COLOR"] == "blue" && variables["HOME"] == "/tmp")
    }

    @Test("of how deep its folders lie in one another")
    func depth() throws {
        let folder = try TemporaryFolder()
        let (source, target) = (folder.path + "/source", folder.path + "/target")
        for path in [source, target] { mkdir(path, 0o700) }
        var path = source
        for _ in 0..<FileTree.maximumDepth {
            path += "/d"
            try #require(mkdir(path, 0o755) == 0)
        }
        try FileTree(source).link(into: target)
        try #require(mkdir(path + "/d", 0o755) == 0)
        #expect(throws: FunctionStartFailure.packageUnreadable(path: path + "/d", code: ELOOP)) {
            try FileTree(source).link(into: target)
        }
    }
}
