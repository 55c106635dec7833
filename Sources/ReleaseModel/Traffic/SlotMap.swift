/// Which slots each target of a split owns, as ranges in ascending order.
///
/// The ranges are gap-free, cover all of ``TrafficSplit/slotCount``, are never empty, and neighbours differ in owner.
public struct SlotMap: Sendable, Hashable {
    public let ranges: [Range]

    /// The slots from the previous range's end up to, not including, `end`.
    public struct Range: Sendable, Hashable {
        public let end: Int
        public let owner: TrafficSplit.Target

        public init(end: Int, owner: TrafficSplit.Target) {
            self.end = end
            self.owner = owner
        }
    }

    /// Takes ranges as a store has them; `nil` unless they keep the type's promise.
    public init?(ranges: [Range]) {
        var start = 0
        var previous: TrafficSplit.Target?
        for range in ranges {
            guard range.end > start, range.owner != previous else { return nil }
            start = range.end
            previous = range.owner
        }
        guard start == TrafficSplit.slotCount else { return nil }
        self.ranges = ranges
    }

    /// Takes runs that cover the whole in order and merges neighbours of one owner.
    init(merging runs: [SlotRun]) {
        var ranges: [Range] = []
        for run in runs where run.count > 0 {
            if ranges.last?.owner == run.owner { ranges.removeLast() }
            ranges.append(Range(end: run.end, owner: run.owner))
        }
        self.ranges = ranges
    }

    /// Returns the target that owns a slot in `0 ..< TrafficSplit.slotCount`.
    public func owner(of slot: Int) -> TrafficSplit.Target {
        var low = 0
        var high = ranges.count - 1
        while low < high {
            let middle = (low + high) / 2
            if slot < ranges[middle].end { high = middle } else { low = middle + 1 }
        }
        return ranges[low].owner
    }

    /// How many slots each target owns; a target without slots is absent.
    public var counts: [TrafficSplit.Target: Int] {
        runs.reduce(into: [:]) { $0[$1.owner, default: 0] += $1.count }
    }

    var runs: [SlotRun] {
        var start = 0
        return ranges.map { range in
            defer { start = range.end }
            return SlotRun(start: start, end: range.end, owner: range.owner)
        }
    }
}

/// A half-open run of slots with one owner.
struct SlotRun: Sendable, Hashable {
    var start: Int
    var end: Int
    var owner: TrafficSplit.Target

    var count: Int { end - start }
}
