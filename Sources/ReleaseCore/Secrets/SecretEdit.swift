public import ReleaseModel

/// A change of a worker's secrets, which makes a version like another one but for them.
public struct SecretEdit: Sendable, Hashable {
    /// The most secrets that one edit changes.
    public static let maximumCount = 100

    /// The fingerprints of texts that the vault has sealed, by the names of their bindings.
    public let set: [String: Digest]
    public let removed: Set<String>
    public let base: Base

    public init(set: [String: Digest] = [:], removed: Set<String> = [], base: Base) {
        self.set = set
        self.removed = removed
        self.base = base
    }

    /// The version that the new one is like.
    public enum Base: Sendable, Hashable {
        /// The one that serves the built-in alias; the new one takes its place at once.
        ///
        /// So a secret never ships what was uploaded and not deployed. While several serve it is refused, unless that
        /// may be ended: then the one with the largest share counts, and the new one gets all requests.
        case deployed(endsSplit: SplitPermission)
        /// The newest one; nothing is deployed.
        case newest
    }
}
