public import ReleaseModel

/// What functions run on, and how tightly they are held.
public struct FunctionConfiguration: Sendable {
    /// The absolute path of CPython.
    public var pythonPath: String
    /// The absolute path of the `node` executable; nil where there is none.
    public var nodePath: String?
    /// What the `node` executable must hash to; nil leaves it unchecked.
    public var nodeDigest: Digest?
    /// The absolute path of the folder that holds the harnesses: `python`, `node`, `custom`.
    public var harnessDirectory: String
    public var bubblewrapPath: String
    public var sandbox: SandboxRequirement
    /// How many engines of each kind are kept warm at first; those of functions with a network, or with a larger disk, are not.
    public var warmEngines: [FunctionEngine: Int]
    /// The `/tmp` of engines that are kept warm, in MiB.
    public var warmDiskMebibytes: Int
    /// The most processes and threads of one instance.
    public var processes: Int
    /// Descriptors of one process.
    public var openFiles: Int
    /// Instances that may exist at once.
    public var instances: Int
    /// Log lines per second and instance; what exceeds it is dropped and counted.
    public var linesPerSecond: Int
    /// Who instances are.
    var identity: Sandbox.Identity

    public init(
        harnessDirectory: String,
        pythonPath: String = "/usr/bin/python3",
        nodePath: String? = nil,
        nodeDigest: Digest? = nil,
        bubblewrapPath: String = "/usr/bin/bwrap",
        sandbox: SandboxRequirement = .required,
        warmEngines: [FunctionEngine: Int] = [:]
    ) {
        self.harnessDirectory = harnessDirectory
        self.pythonPath = pythonPath
        self.nodePath = nodePath
        self.nodeDigest = nodeDigest
        self.bubblewrapPath = bubblewrapPath
        self.sandbox = sandbox
        self.warmEngines = warmEngines
        warmDiskMebibytes = 512
        processes = 1_024
        openFiles = 4_096
        instances = 256
        linesPerSecond = 5_000
        identity = Sandbox.Identity.candidate
    }

    /// Why an engine cannot be started; nil where it can.
    func missing(_ engine: FunctionEngine) -> String? {
        engine == .node && nodePath == nil ? "Node.js is not installed" : nil
    }
}
