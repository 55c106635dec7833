public import FoundationEssentials
public import HTTPModel
public import ReleaseCore
public import ReleaseModel

/// What the API needs from outside besides the release plane.
public struct FunctionComputeEnvironment: Sendable {
    /// The wall clock.
    public let now: @Sendable () -> Date
    public let makeUUID: @Sendable () -> UUID
    /// Makes a code for a text that only this server can make.
    public let authenticate: @Sendable (String) -> [UInt8]
    /// Sends a request on to the data plane, for an account if somebody was let in.
    ///
    /// Throws ``DataPlaneUnavailable`` when there is none.
    public let forward: @Sendable (HTTPRequest, Account.ID?) async throws -> HTTPResponse
    /// How many instances of a function are ready for a target; `nil` when no data plane can tell.
    public let readyInstances: @Sendable (WorkloadName, _ target: String, _ function: String) async -> Int?
    /// Tells whether versions that something refers to may not be deleted in an account.
    public let protectsReferencedVersions: @Sendable (Account.ID) async throws -> Bool
    /// Logs what a client is not told: request, code, cause.
    public let report: @Sendable (String, String, String) -> Void

    public init(
        now: @escaping @Sendable () -> Date,
        makeUUID: @escaping @Sendable () -> UUID,
        authenticate: @escaping @Sendable (String) -> [UInt8],
        forward: @escaping @Sendable (HTTPRequest, Account.ID?) async throws -> HTTPResponse,
        readyInstances: @escaping @Sendable (WorkloadName, String, String) async -> Int?,
        protectsReferencedVersions: @escaping @Sendable (Account.ID) async throws -> Bool,
        report: @escaping @Sendable (String, String, String) -> Void
    ) {
        self.now = now
        self.makeUUID = makeUUID
        self.authenticate = authenticate
        self.forward = forward
        self.readyInstances = readyInstances
        self.protectsReferencedVersions = protectsReferencedVersions
        self.report = report
    }

    /// No data plane is there to call functions.
    public struct DataPlaneUnavailable: Error, Hashable {
        public init() {}
    }
}
