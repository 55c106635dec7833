import CSystem
import Glibc

/// How engines for functions of one kind are started.
struct FunctionCommand: EngineCommand {
    let protocolVersion = 1
    let dataAllowance: Int? = nil
    var isSandbox: Bool { sandbox != nil }
    let configuration: FunctionConfiguration
    let kind: FunctionPoolKind
    /// Nil where functions run without one.
    let sandbox: Sandbox?
    let directory: RunDirectory

    /// The numbers of descriptors; harnesses know the first two, and bubblewrap closes the third.
    private static let service: Int32 = 3
    private static let control: Int32 = 4
    private static let filter: Int32 = 5

    /// Where the engine's program, and within the sandbox also its harness, is expected.
    var program: String? {
        switch kind.engine {
        case .python, .custom: configuration.pythonPath
        case .node: configuration.nodePath
        }
    }

    func prepare(_ number: Int) throws -> EngineSockets {
        try directory.slot(number).create()
        return EngineSockets(servicePath: directory.servicePath(number), origin: .inherited)
    }

    func cleanUp(after number: Int) {
        directory.slot(number).remove()
    }

    func launch(_ number: Int, _ descriptors: EngineDescriptors) throws -> ProcessLaunch {
        guard let program else { throw FunctionStartFailure.runtimeUnavailable("\(kind.engine) is not installed") }
        var launch = ProcessLaunch(program: program)
        launch.directory = "/"
        launch.descriptors = [1: descriptors.output, 2: descriptors.errors]
        launch.descriptors[Self.service] = descriptors.inherited?.service
        launch.descriptors[Self.control] = descriptors.inherited?.control
        launch.limits = [
            .coreFile(bytes: 0), .openFiles(configuration.openFiles), .fileSize(bytes: kind.diskMebibytes << 20),
        ]
        if let sandbox {
            launch.program = sandbox.bubblewrapPath
            launch.descriptors[Self.filter] = descriptors.inherited?.filter
            launch.arguments = sandbox.arguments(number: number, content(number, program))
        } else {
            launch.arguments = arguments(harness: configuration.harnessDirectory)
            launch.environment = ["PATH": Sandbox.searchPath, "LANG": "C.UTF-8"]
        }
        return launch
    }

    private func content(_ number: Int, _ program: String) -> Sandbox.Content {
        let slot = directory.slot(number)
        var mounts = [
            (path: Sandbox.harnessDirectory, source: configuration.harnessDirectory),
            (path: "/code", source: slot.code),
            (path: "/opt", source: slot.layers),
        ]
        var command = [program]
        if kind.engine == .node {
            mounts.append((path: Sandbox.nodePath, source: program))
            command = [Sandbox.nodePath]
        }
        command += arguments(harness: Sandbox.harnessDirectory)
        return Sandbox.Content(
            command: command,
            mounts: mounts,
            diskBytes: kind.diskMebibytes << 20,
            hasNetwork: kind.hasNetwork,
            filter: Self.filter
        )
    }

    private func arguments(harness: String) -> [String] {
        let main = "\(harness)/\(kind.engine.harness)"
        return kind.engine == .node ? [main] : ["-I", main]
    }
}
