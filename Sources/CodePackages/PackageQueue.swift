/// Work on packages, one at a time and off the shared threads: reading one takes milliseconds, unpacking one seconds.
///
/// A call that is cancelled ends between two pieces of a file.
public actor PackageQueue {
    private let executor: QueueExecutor

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The label tells its thread from others.
    public init(label: String) {
        executor = QueueExecutor(label: label)
    }

    /// Reads a zip and unpacks it into nothing, so that what is stored can be unpacked.
    public func accept(_ zip: [UInt8], limits: PackageLimits = .standard) throws(PackageFailure) -> CodePackage {
        let package = try Self.read(zip, limits)
        try package.checkContents()
        return package
    }

    /// Makes a folder that holds a package; see ``CodePackage/unpack(into:)``.
    public func unpack(
        _ zip: [UInt8],
        into folder: String,
        limits: PackageLimits = .standard
    ) throws(PackageFailure) {
        try Self.read(zip, limits).unpack(into: folder)
    }

    private static func read(_ zip: [UInt8], _ limits: PackageLimits) throws(PackageFailure) -> CodePackage {
        do {
            return try CodePackage(zip: zip, limits: limits)
        } catch {
            throw .problem(error)
        }
    }
}
