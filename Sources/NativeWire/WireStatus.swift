/// How the server is.
public struct WireStatus: Codable, Sendable {
    /// The server's own version.
    public let version: String
    public let epoch: Int
    public let revision: Int
    public let controlUrl: String
    public let trafficUrl: String
    public let domain: String
    public let control: WireProcess
    /// Absent while no data process answers.
    public let data: WireDataStatus?
    /// Absent where the server stands in front of no Prefect server, and for all but the operator.
    public let prefect: WirePrefectStatus?
    public let warnings: [String]

    public init(
        version: String,
        epoch: Int,
        revision: Int,
        controlUrl: String,
        trafficUrl: String,
        domain: String,
        control: WireProcess,
        data: WireDataStatus?,
        prefect: WirePrefectStatus? = nil,
        warnings: [String]
    ) {
        self.version = version
        self.epoch = epoch
        self.revision = revision
        self.controlUrl = controlUrl
        self.trafficUrl = trafficUrl
        self.domain = domain
        self.control = control
        self.data = data
        self.prefect = prefect
        self.warnings = warnings
    }
}

public struct WireProcess: Codable, Sendable {
    public let pid: Int
    public let uptimeSeconds: Double

    public init(pid: Int, uptimeSeconds: Double) {
        self.pid = pid
        self.uptimeSeconds = uptimeSeconds
    }
}

/// What the data process says of itself.
public struct WireDataStatus: Codable, Sendable {
    public let process: WireProcess
    public let epoch: Int
    public let appliedRevision: Int
    public let workloads: Int
    public let engines: [WireEngine]
    public let instances: [WireInstance]
    /// Absent where the server has nothing that functions run on.
    public let functions: WireFunctionStatus?

    public init(
        process: WireProcess,
        epoch: Int,
        appliedRevision: Int,
        workloads: Int,
        engines: [WireEngine],
        instances: [WireInstance],
        functions: WireFunctionStatus?
    ) {
        self.process = process
        self.epoch = epoch
        self.appliedRevision = appliedRevision
        self.workloads = workloads
        self.engines = engines
        self.instances = instances
        self.functions = functions
    }
}

/// What runs workers.
public struct WireEngine: Codable, Sendable {
    public let name: String
    public let version: String
    /// The layers of isolation that are active, such as `permissions` and `rlimits`.
    public let isolation: [String]
    public let warmProcesses: Int

    public init(name: String, version: String, isolation: [String], warmProcesses: Int) {
        self.name = name
        self.version = version
        self.isolation = isolation
        self.warmProcesses = warmProcesses
    }
}

public struct WireInstance: Codable, Sendable {
    /// What stands in place of the name until the instances of a deleted workload have stopped; no name is like it.
    public static let deletedWorkload = "(deleted)"

    public let workload: String
    /// Its number; 0 for a version of a deleted workload.
    public let version: Int
    public let component: String
    /// `starting`, `ready`, `draining` or `backing_off`.
    public let state: String
    public let pid: Int?
    public let inFlight: Int
    public let memoryBytes: Int?
    public let uptimeSeconds: Double
    public let restarts: Int

    public init(
        workload: String,
        version: Int,
        component: String,
        state: String,
        pid: Int?,
        inFlight: Int,
        memoryBytes: Int?,
        uptimeSeconds: Double,
        restarts: Int
    ) {
        self.workload = workload
        self.version = version
        self.component = component
        self.state = state
        self.pid = pid
        self.inFlight = inFlight
        self.memoryBytes = memoryBytes
        self.uptimeSeconds = uptimeSeconds
        self.restarts = restarts
    }
}
