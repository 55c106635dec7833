import CSQLite

/// The compiled statements of one connection that are not running at the moment.
final class StatementCache {
    /// The most statements kept; the store's own are fewer.
    static let capacity = 128

    private var idle: [String: OpaquePointer] = [:]

    /// Hands a statement out; it is the taker's until it is put back.
    func take(_ text: String) -> OpaquePointer? {
        idle.removeValue(forKey: text)
    }

    /// Takes a statement back, with its cursor and values forgotten.
    func put(_ statement: OpaquePointer, text: String) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        guard idle[text] == nil, idle.count < Self.capacity else {
            sqlite3_finalize(statement)
            return
        }
        idle[text] = statement
    }

    func finalize() {
        for statement in idle.values { sqlite3_finalize(statement) }
        idle.removeAll()
    }
}
