public import ReleaseModel

/// Where the texts of secrets lie, sealed.
///
/// Versions and logs hold their fingerprints alone.
public protocol SecretVault: Sendable {
    /// Seals a text, durably, and returns its fingerprint.
    ///
    /// The same text under the same name of the same workload has the same fingerprint; under another name or
    /// workload it has another, and cannot be opened there. Until a snapshot that names it is staged, it is kept for
    /// a day only. Throws ``ReleaseError/textTooLong(field:count:limit:)`` past ``SecretLimits/maximumTextBytes``.
    func seal(_ text: String, as name: String, of workload: WorkloadName) async throws(ReleaseError) -> Digest

    /// Returns a sealed text; `nil` when there is none of that fingerprint under that name.
    ///
    /// Throws ``ReleaseError/secretUnreadable(_:)`` when the key that sealed it is not at hand, and
    /// ``ReleaseError/storeCorrupt(what:cause:)`` when what is stored was not sealed for that name.
    func open(_ fingerprint: Digest, as name: String, of workload: WorkloadName) async throws(ReleaseError) -> String?
}

/// The longest text of a secret.
public enum SecretLimits {
    /// In bytes of UTF-8.
    public static let maximumTextBytes = 64 * 1_024
}
