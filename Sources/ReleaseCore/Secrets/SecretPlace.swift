import ReleaseModel

/// The one place that a secret belongs to: a binding of a workload.
///
/// Fingerprints and seals are bound to it, so that what was sealed for one place is worth nothing at another.
public struct SecretPlace: SealPlace, Hashable {
    public let workload: WorkloadName
    /// The name of the binding.
    public let name: String

    public init(_ name: String, of workload: WorkloadName) {
        self.workload = workload
        self.name = name
    }

    public func bytes(with more: String) -> [UInt8] {
        Self.join([
            workload.account.bytes, Array(workload.kind.rawValue.utf8), Array(workload.name.utf8), Array(name.utf8),
            Array(more.utf8),
        ])
    }
}

extension SecretPlace: CustomStringConvertible {
    public var description: String { "secret \(name) of \(workload)" }
}
