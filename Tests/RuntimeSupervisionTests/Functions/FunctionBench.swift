import FoundationEssentials
import Glibc
import HTTPEngine
import Synchronization
import TestSurroundings
import Testing

@testable import RuntimeSupervision

/// A running supervisor that starts functions in the real sandbox, with the real engines.
final class FunctionBench: Sendable {
    let supervisor: RuntimeSupervisor
    let client: EngineClient
    let folder: TemporaryFolder
    private let nextPackage = Mutex(1)

    /// Runs the body beside a supervisor where functions can be isolated; says so loudly where they cannot.
    static func run(
        warm: [FunctionEngine: Int] = [:],
        adjust: (inout FunctionConfiguration) -> Void = { _ in },
        _ body: (FunctionBench) async throws -> Void
    ) async throws {
        try await runAnyway(warm: warm, adjust: adjust) { bench in
            let report = try #require(await bench.supervisor.sandboxReport())
            if report.isSufficient {
                try await body(bench)
            } else {
                print("FUNCTIONS WERE NOT TESTED: \(report.missing)")
            }
        }
    }

    /// Runs the body beside a supervisor, and stops it whatever happens.
    static func runAnyway(
        warm: [FunctionEngine: Int] = [:],
        adjust: (inout FunctionConfiguration) -> Void = { _ in },
        _ body: (FunctionBench) async throws -> Void
    ) async throws {
        var configuration = try TestEngine.functions()
        configuration.warmEngines = warm
        adjust(&configuration)
        let bench = try FunctionBench(configuration)
        var failure: (any Error)?
        do {
            try await body(bench)
        } catch {
            failure = error
        }
        await bench.supervisor.stop()
        bench.client.loop.stop()
        await bench.client.loop.stopped()
        if let failure { throw failure }
    }

    private init(_ configuration: FunctionConfiguration) throws {
        folder = try TemporaryFolder()
        client = EngineClient(loop: try LoopThread(name: "test client"))
        supervisor = try RuntimeSupervisor(
            engine: TestEngine.configuration(),
            runDirectory: folder.path + "/run",
            limits: .test,
            functions: configuration,
            clock: { Date(timeIntervalSince1970: 1_800_000_000) },
            events: { event in if case .engineTrouble(let text) = event.content { print("engine trouble: \(text)") } },
            specification: { _ in throw CancellationError() }
        )
    }

    /// Writes a package and returns the launch of its function; scripts that begin with `#!` are executable.
    func launch(
        _ runtime: String,
        _ files: [String: String],
        handler: String = "index.handler"
    ) throws -> FunctionLaunch {
        let number = nextPackage.withLock { number in
            defer { number += 1 }
            return number
        }
        let package = "\(folder.path)/package-\(number)"
        for (name, text) in files {
            let path = "\(package)/\(name)"
            try FileManager.default.createDirectory(
                atPath: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]),
                withIntermediateDirectories: true
            )
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            chmod(path, text.hasPrefix("#!") ? 0o755 : 0o644)
        }
        var identity = FunctionLaunch.Identity(account: "123", region: "cn-test", service: "svc", function: "fun")
        identity.versionID = "3"
        identity.qualifier = "prod"
        identity.logProject = "project"
        identity.logStore = "store"
        identity.requestID = "start-1"
        return FunctionLaunch(
            runtime: try #require(FunctionRuntime(named: runtime)),
            codeFolder: package,
            handler: handler,
            identity: identity
        )
    }

    /// All processes of all instances, as this machine sees them: bubblewrap's own, and those within.
    func processes() -> [Int32] {
        let text = (try? String(contentsOfFile: folder.path + "/run/engines", encoding: .utf8)) ?? ""
        let sandboxes = text.split(separator: "\n").compactMap { Int32($0.split(separator: " ")[0]) }
        return sandboxes.flatMap { [$0] + ProcessTree.descendants(of: $0) }
    }

    /// Whether one of them has used so many clock ticks (hundredths of a second, mostly).
    func isBusy(ticks: Int = 50) -> Bool {
        processes().contains { pid in
            guard let stat = SmallFile.text("/proc/\(pid)/stat"), let end = stat.lastIndex(of: ")") else {
                return false
            }
            let fields = stat[stat.index(after: end)...].split(separator: " ")
            return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) > ticks
        }
    }

    /// Starts a function of one file.
    func start(
        _ runtime: String,
        _ source: String,
        adjust: (inout FunctionLaunch) -> Void = { _ in }
    ) async throws -> TestFunction {
        let name = runtime.hasPrefix("python") ? "index.py" : runtime.hasPrefix("node") ? "index.js" : "bootstrap"
        var launch = try launch(runtime, [name: source])
        adjust(&launch)
        return TestFunction(instance: try await supervisor.startFunction(launch), client: client)
    }
}
