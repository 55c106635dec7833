public import ReleaseModel

/// The engine that runs workers, and how tightly it is held.
public struct EngineConfiguration: Sendable {
    /// The absolute path of the `deno` executable.
    public var denoPath: String
    /// What the executable must hash to.
    ///
    /// Nil leaves it unchecked, which the status shows.
    public var denoDigest: Digest?
    /// The absolute path of the folder that holds `main.js` of the harness.
    public var harnessDirectory: String
    /// What workers may connect to.
    public var egress: Egress
    /// The limit of V8's heap, in MiB.
    public var heapMebibytes: Int
    /// What the engine may allocate on top of what it occupies when it has started, in MiB: the heap, and buffers
    /// outside of it.
    ///
    /// Beyond it an allocation of the worker fails with a `RangeError`; when the engine itself needs more, it ends.
    public var dataMebibytes: Int
    /// Descriptors: sockets, for the most part.
    public var openFiles: Int

    public init(
        denoPath: String,
        denoDigest: Digest? = nil,
        harnessDirectory: String,
        egress: Egress = .publicInternet,
        heapMebibytes: Int = 128,
        dataMebibytes: Int = 256,
        openFiles: Int = 4_096
    ) {
        self.denoPath = denoPath
        self.denoDigest = denoDigest
        self.harnessDirectory = harnessDirectory
        self.egress = egress
        self.heapMebibytes = heapMebibytes
        self.dataMebibytes = dataMebibytes
        self.openFiles = openFiles
    }
}
