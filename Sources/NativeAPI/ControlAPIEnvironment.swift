public import FoundationEssentials
public import NativeWire

/// What the API needs from outside besides the stores and the data plane.
public struct ControlAPIEnvironment: Sendable {
    /// The wall clock.
    public let now: @Sendable () -> Date
    public let makeUUID: @Sendable () -> UUID
    /// Returns as many bytes of cryptographic quality as it is asked for.
    public let randomBytes: @Sendable (Int) -> [UInt8]
    /// This process.
    public let process: @Sendable () -> WireProcess
    /// Takes what only the log may know.
    public let report: @Sendable (ControlAPIFailure) -> Void

    public init(
        now: @escaping @Sendable () -> Date,
        makeUUID: @escaping @Sendable () -> UUID,
        randomBytes: @escaping @Sendable (Int) -> [UInt8],
        process: @escaping @Sendable () -> WireProcess,
        report: @escaping @Sendable (ControlAPIFailure) -> Void
    ) {
        self.now = now
        self.makeUUID = makeUUID
        self.randomBytes = randomBytes
        self.process = process
        self.report = report
    }
}

/// Something that went wrong inside while a request was answered.
public struct ControlAPIFailure: Sendable, Hashable {
    /// The id that the client was told.
    public let requestID: String
    public let code: ProblemCode
    /// Without the values of the client.
    public let cause: String
}
