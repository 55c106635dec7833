/// Keeps what was used lately, up to a total cost.
///
/// New and used entries gather in a young generation. When that has half of the cost, it becomes the old one, and what
/// was not used since the last time is let go. So nothing is ever searched or sorted.
struct TwoGenerationCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let maximumCost: Int
    private var young: [Key: (value: Value, cost: Int)] = [:]
    private var old: [Key: (value: Value, cost: Int)] = [:]
    private var youngCost = 0

    init(maximumCost: Int) {
        self.maximumCost = maximumCost
    }

    mutating func value(for key: Key) -> Value? {
        if let entry = young[key] { return entry.value }
        guard let entry = old.removeValue(forKey: key) else { return nil }
        insert(entry.value, for: key, cost: entry.cost)
        return entry.value
    }

    /// Keeps a value; one that costs more than half of all is not kept.
    mutating func insert(_ value: Value, for key: Key, cost: Int) {
        guard cost <= maximumCost / 2 else { return }
        if youngCost + cost > maximumCost / 2 {
            old = young
            young = [:]
            youngCost = 0
        }
        youngCost += cost - (young.updateValue((value, cost), forKey: key)?.cost ?? 0)
    }
}
