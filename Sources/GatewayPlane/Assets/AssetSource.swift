public import StaticAssets

/// Whoever keeps the static files of versions.
///
/// Both calls answer exactly once, on any thread, now or later.
public protocol AssetSource: Sendable {
    /// Finds what decides about the requests to a version that has static files.
    ///
    /// The gateway holds requests meanwhile. It asks once per loop and version at a time.
    func table(
        of target: InstanceTarget,
        completion: @escaping @Sendable (Result<AssetTable, InstanceUnavailable>) -> Void
    )

    /// Reads a beginning of a part of a file: at least one byte, and no more than is worth sending at once.
    ///
    /// `nil` says that the bytes cannot be read.
    func read(
        _ slice: AssetResponse.Slice,
        of target: InstanceTarget,
        completion: @escaping @Sendable ([UInt8]?) -> Void
    )
}
