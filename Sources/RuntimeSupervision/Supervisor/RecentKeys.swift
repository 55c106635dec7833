/// The keys that were served last, in a file, so that the next life can warm them before anybody asks.
struct RecentKeys {
    /// How many are remembered.
    static let limit = 256

    /// Most recently used first.
    private(set) var keys: [InstanceKey]
    private let path: String
    private var isChanged = false

    /// Reads what an earlier life has left; lines that cannot be read are skipped.
    init(path: String) {
        self.path = path
        let lines = (SmallFile.text(path) ?? "").split(separator: "\n")
        keys = lines.prefix(Self.limit).compactMap { InstanceKey(String($0)) }
    }

    mutating func used(_ key: InstanceKey) {
        guard keys.first != key else { return }
        keys.removeAll { $0 == key }
        keys.insert(key, at: 0)
        if keys.count > Self.limit { keys.removeLast() }
        isChanged = true
    }

    /// Writes the file, if anything has changed since.
    mutating func save() {
        guard isChanged else { return }
        isChanged = !SmallFile.replace(path, with: keys.map { "\($0)\n" }.joined())
    }
}
