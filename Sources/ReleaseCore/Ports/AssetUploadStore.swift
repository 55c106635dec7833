public import FoundationEssentials
public import ReleaseModel

/// Where uploads of static files stand; none of this makes revisions.
///
/// The bytes themselves are blobs. What a session names is spared by collections for a day after each call about it.
/// Whoever asks about a session that is unknown, of another account, or over gets
/// ``ReleaseError/assetSessionNotFound(_:)``.
public protocol AssetUploadStore: Sendable {
    /// Begins a session of ``AssetLimits/sessionLifetime`` for a workload, which need not exist yet.
    func begin(
        _ manifest: AssetManifest,
        for workload: WorkloadName,
        at time: Date
    ) async throws(ReleaseError) -> AssetSession

    /// Notes which blobs hold contents of the session's manifest; returns the session with what is missing still.
    ///
    /// Throws ``ReleaseError/manifestInvalid(_:)``, with nothing noted, for a hash or size that the manifest does not
    /// have. What comes twice replaces what came before.
    func receive(
        _ assets: [ReceivedAsset],
        in session: AssetSession.ID,
        of account: Account.ID,
        at time: Date
    ) async throws(ReleaseError) -> AssetSession

    /// Returns all files of a session, sorted by path; the same again when it is asked again.
    ///
    /// The first time prolongs the session once. A session of another workload counts as unknown. Throws
    /// ``ReleaseError/assetsMissing(count:of:)`` as long as contents are missing.
    func complete(
        _ session: AssetSession.ID,
        for workload: WorkloadName,
        at time: Date
    ) async throws(ReleaseError) -> [UploadedAsset]
}
