import SQLiteAccess

extension Row {
    /// Reads a key, which is stored as its bytes.
    mutating func key() throws(StoreFailure) -> KVKey {
        guard let text = String(validating: try bytes(), as: UTF8.self) else { throw corrupt }
        do {
            return try KVKey(text)
        } catch {
            throw corrupt
        }
    }
}
