/// Something that is not as the store's promises say.
public struct CheckProblem: Sendable, Hashable {
    public let code: Code
    /// Where it is, such as `version 0190…` or `revision 17`.
    public let subject: String

    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// SQLite finds the file damaged.
        case fileDamaged = "file_damaged"
        /// A stored value breaks the rules of its type.
        case rowUnreadable = "row_unreadable"
        case chainBroken = "chain_broken"
        case revisionMissing = "revision_missing"
        case headWrong = "head_wrong"
        case eventDigestWrong = "event_digest_wrong"
        case snapshotDigestWrong = "snapshot_digest_wrong"
        case snapshotMissing = "snapshot_missing"
        case blobDigestWrong = "blob_digest_wrong"
        case blobMissing = "blob_missing"
        /// A version is bound to a secret whose text is not stored.
        case secretMissing = "secret_missing"
        /// The keys at hand do not open a secret or an access key, or open another text than its fingerprint's.
        case secretUnreadable = "secret_unreadable"
        /// A row refers to one that is not there, or to one of another workload.
        case referenceBroken = "reference_broken"
        /// A slot map does not give the targets what their split says.
        case slotsWrong = "slots_wrong"
        /// A version's number is above its counter, or a deployment's sequence has a gap.
        case numberWrong = "number_wrong"
    }
}
