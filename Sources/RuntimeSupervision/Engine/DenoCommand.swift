/// The command line and environment of one Deno process.
struct DenoCommand: EngineCommand {
    let protocolVersion = 2
    let isSandbox = false
    let configuration: EngineConfiguration
    /// This machine's addresses, which workers may not reach.
    let ownAddresses: [String]
    let directory: RunDirectory

    var dataAllowance: Int? { configuration.dataMebibytes << 20 }

    func prepare(_ number: Int) -> EngineSockets {
        EngineSockets(
            servicePath: directory.servicePath(number),
            origin: .madeByEngine(controlPath: directory.controlPath(number))
        )
    }

    func cleanUp(after number: Int) {}

    /// Returns the launch of an engine that listens on one socket and reports on the other.
    func launch(_ number: Int, _ descriptors: EngineDescriptors) -> ProcessLaunch {
        ProcessLaunch(
            program: configuration.denoPath,
            arguments: arguments(
                servicePath: directory.servicePath(number),
                controlPath: directory.controlPath(number)
            ),
            environment: [
                // Nowhere: what the engine stores on disk all its processes would share.
                "DENO_DIR": "/dev/null/none",
                "DENO_NO_UPDATE_CHECK": "1",
                "DENO_TRUST_PROXY_HEADERS": "1",
                "NO_COLOR": "1",
                "TZ": "UTC",
            ],
            directory: "/",
            descriptors: [1: descriptors.output, 2: descriptors.errors],
            limits: [.coreFile(bytes: 0), .openFiles(configuration.openFiles)],
            isConfined: true
        )
    }

    private func arguments(servicePath: String, controlPath: String) -> [String] {
        let paths = [servicePath, controlPath]
        let list = paths.joined(separator: ",")
        return ["run", "--quiet"]
            + Self.offline
            // Without it, `request.signal` aborts when a response has been sent.
            + ["--unstable-no-legacy-abort"]
            + ["--v8-flags=--disallow-code-generation-from-strings,--max-old-space-size=\(configuration.heapMebibytes)"]
            + ["--allow-read=\(list)", "--allow-write=\(list)", "--ignore-env"]
            + configuration.egress.flags(ownAddresses: ownAddresses, unixSockets: paths)
            + ["\(configuration.harnessDirectory)/main.js"]
            + paths
    }

    /// Nothing is asked of anyone, and nothing is fetched.
    private static let offline = [
        "--no-prompt", "--no-remote", "--no-npm", "--no-config", "--no-lock", "--cached-only", "--no-code-cache",
    ]
}
