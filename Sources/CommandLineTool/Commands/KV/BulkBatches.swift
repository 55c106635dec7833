/// Cuts what a bulk command has into requests of a bounded size.
enum BulkBatches {
    /// The most items of one request.
    static let maximumCount = 1_000
    /// About how many bytes one request has, unless a single item is larger.
    static let maximumBytes = 8 << 20

    /// Returns runs of at most ``maximumCount`` items and ``maximumBytes``, or one item.
    static func of<Item>(_ items: [Item], size: (Item) -> Int) -> [ArraySlice<Item>] {
        var batches: [ArraySlice<Item>] = []
        var start = 0
        var bytes = 0
        for (index, item) in items.enumerated() {
            let isFull = index - start == maximumCount || bytes + size(item) > maximumBytes
            if isFull, index > start {
                batches.append(items[start..<index])
                start = index
                bytes = 0
            }
            bytes += size(item)
        }
        if start < items.count { batches.append(items[start...]) }
        return batches
    }
}
