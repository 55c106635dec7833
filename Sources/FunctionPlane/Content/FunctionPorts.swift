public import DialectFunctionCompute
public import ReleaseModel
public import RuntimeSupervision

/// What functions need of the rest of the process.
public struct FunctionPorts: Sendable {
    /// Returns the content of a version or head; throws where it cannot be read.
    public var snapshot: @Sendable (Digest, Account.ID) async throws -> Snapshot
    /// Returns the zip of a function's code, byte for byte.
    public var package: @Sendable (Digest, Account.ID) async throws -> [UInt8]
    /// Starts an instance, as ``RuntimeSupervisor/startFunction(_:)`` does.
    public var start: @Sendable (FunctionLaunch) async throws(InstanceFailure) -> FunctionInstance
    /// Finds out for which account a request to an HTTP trigger was signed.
    public var signer: @Sendable (SignedRequest) async throws(SignatureRefusal) -> Account.ID
    /// Takes the record of each invocation; must not block.
    public var record: @Sendable (FunctionCallRecord) -> Void
    /// Takes each line that functions say; must not block.
    public var journal: @Sendable (FunctionLogLine) -> Void

    public init(
        snapshot: @escaping @Sendable (Digest, Account.ID) async throws -> Snapshot,
        package: @escaping @Sendable (Digest, Account.ID) async throws -> [UInt8],
        start: @escaping @Sendable (FunctionLaunch) async throws(InstanceFailure) -> FunctionInstance,
        signer: @escaping @Sendable (SignedRequest) async throws(SignatureRefusal) -> Account.ID,
        record: @escaping @Sendable (FunctionCallRecord) -> Void,
        journal: @escaping @Sendable (FunctionLogLine) -> Void
    ) {
        self.snapshot = snapshot
        self.package = package
        self.start = start
        self.signer = signer
        self.record = record
        self.journal = journal
    }
}
