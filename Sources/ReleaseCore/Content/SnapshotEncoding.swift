import ContentDigest
import FoundationEssentials
public import ReleaseModel

extension EncodedSnapshot {
    /// Encodes a snapshot canonically: JSON with sorted keys, no white space, and lists in the model's order.
    ///
    /// The encoding carries its format number, so that a later format cannot change the digest of an older snapshot.
    public init(_ snapshot: Snapshot) throws(ReleaseError) {
        let bytes: [UInt8]
        do {
            bytes = Array(try CanonicalJSON.encoder.encode(SnapshotRow(snapshot)))
        } catch {
            throw .storeCorrupt(what: "snapshot", cause: String(describing: error))
        }
        self.init(snapshot: snapshot, bytes: bytes, digest: Digest(sha256: bytes))
    }

    /// Reads canonical bytes as a store has them, and recomputes the digest from them.
    public init(decoding bytes: [UInt8]) throws(ReleaseError) {
        let snapshot: Snapshot
        do {
            snapshot = try JSONDecoder().decode(SnapshotRow.self, from: Data(bytes)).snapshot()
        } catch {
            throw .storeCorrupt(what: "snapshot", cause: String(describing: error))
        }
        self.init(snapshot: snapshot, bytes: bytes, digest: Digest(sha256: bytes))
    }
}

/// JSON whose bytes depend on the value alone.
enum CanonicalJSON {
    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
