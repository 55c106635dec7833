import ReleaseModel
import Testing

extension TrafficSplit.Target {
    /// The number of a version made by ``example(_:)``.
    var exampleNumber: Int {
        version?.bytes.suffix(6).reduce(0) { $0 << 8 | Int($1) } ?? 0
    }
}

/// The traffic of one alias over many deployments, as slot maps alone see it.
struct Ramp {
    private(set) var splits: [TrafficSplit] = []
    private(set) var maps: [SlotMap] = []

    var current: SlotMap? { maps.last }

    /// Moves to a split; with `restoring`, as a rollback to the deployment of that index.
    mutating func move(to split: TrafficSplit, restoring index: Int? = nil) {
        let restored = index.map { maps[$0] }
        maps.append(.derived(for: split, from: maps.last, restoring: restored) { $0.exampleNumber })
        splits.append(split)
    }

    mutating func rollBack(to index: Int) {
        move(to: splits[index], restoring: index)
    }

    /// Where two maps differ: every piece in which each has one owner, with its number of slots.
    static func moves(from old: SlotMap, to new: SlotMap) -> [Move] {
        let ends = Set(old.ranges.map(\.end)).union(new.ranges.map(\.end)).sorted()
        return zip([0] + ends, ends).compactMap { start, end in
            let move = Move(start: start, count: end - start, from: old.owner(of: start), to: new.owner(of: start))
            return move.from == move.to ? nil : move
        }
    }

    struct Move {
        let start: Int
        let count: Int
        let from: TrafficSplit.Target
        let to: TrafficSplit.Target
    }
}

extension TrafficSplit {
    /// A split of random shares among some of the versions 1…`versions`.
    static func random(versions: Int, using random: inout SplitMix64) throws -> TrafficSplit {
        let chosen = (1...versions).shuffled(using: &random).prefix(Int.random(in: 1...versions, using: &random))
        // Whole per cents and odd numbers of slots make different boundaries.
        let grain = Bool.random(using: &random) ? 1_000 : 1
        let parts = slotCount / grain
        let cuts = (1..<chosen.count).map { _ in Int.random(in: 0...parts, using: &random) }.sorted()
        let slots = zip([0] + cuts, cuts + [parts]).map { ($1 - $0) * grain }
        return try TrafficSplit(zip(chosen, slots).map { Share(.example($0), slots: $1) })
    }
}
