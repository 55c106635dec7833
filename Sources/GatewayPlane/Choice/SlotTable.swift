import ReleaseModel

/// A slot map with its owners at hand.
struct SlotTable {
    private let ends: [Int32]
    /// Nil where the version has no content any more.
    private let owners: [VersionLane?]

    init(_ map: SlotMap, lane: (TrafficSplit.Target) -> VersionLane?) {
        ends = map.ranges.map { Int32($0.end) }
        owners = map.ranges.map { lane($0.owner) }
    }

    /// Returns the owner of a slot in `0 ..< TrafficSplit.slotCount`.
    func owner(of slot: Int32) -> VersionLane? {
        var (low, high) = (0, ends.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if slot < ends[middle] { high = middle } else { low = middle + 1 }
        }
        return owners[low]
    }

    /// Scales 64 evenly distributed bits to a slot, by multiply-high.
    static func slot(of bits: UInt64) -> Int32 {
        Int32(truncatingIfNeeded: bits.multipliedFullWidth(by: UInt64(TrafficSplit.slotCount)).high)
    }
}
