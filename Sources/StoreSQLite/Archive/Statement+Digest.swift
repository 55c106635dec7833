import ContentDigest
import SQLiteAccess

extension Statement {
    /// Adds every value of the present row to a hash, each behind its type and length.
    func feed(_ hash: inout SHA256) {
        forEachValue { type, bytes in
            hash.update(Array("\(type):\(bytes.count):".utf8))
            if !bytes.isEmpty { hash.update(bytes) }
        }
    }
}
