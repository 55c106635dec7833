import ReleaseModel

/// The one place that a secret belongs to: a binding of a workload.
///
/// Fingerprints and seals are bound to it, so that what was sealed for one place is worth nothing at another.
public struct SecretPlace: Sendable, Hashable {
    public let workload: WorkloadName
    /// The name of the binding.
    public let name: String

    public init(_ name: String, of workload: WorkloadName) {
        self.workload = workload
        self.name = name
    }

    /// The parts of the place and something more, each behind its length in eight bytes, so that no two lists of parts
    /// have the same bytes.
    func bytes(with more: String) -> [UInt8] {
        let parts = [
            workload.account.bytes, Array(workload.kind.rawValue.utf8), Array(workload.name.utf8), Array(name.utf8),
            Array(more.utf8),
        ]
        return parts.flatMap { part in
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { Array($0) } + part
        }
    }
}

extension SecretPlace: CustomStringConvertible {
    public var description: String { "secret \(name) of \(workload)" }
}
