/// A number with its noun.
enum Plural {
    /// `1 module`, `2 modules`; for nouns that take an s.
    static func of(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
}
