import ReleaseCore
import ReleaseModel

/// A blob that fits one chunk, ready to be written.
struct SmallBlob: Sendable {
    let account: Account.ID
    let blob: StoredBlob
    let compressed: [UInt8]
}
