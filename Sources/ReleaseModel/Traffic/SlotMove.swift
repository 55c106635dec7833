/// The state of one derivation: the runs so far, and how many slots each target has yet to give or take.
struct SlotMove {
    private(set) var runs: [SlotRun]
    private var surplus: [TrafficSplit.Target: Int] = [:]
    private var deficit: [TrafficSplit.Target: Int] = [:]
    private let takers: [TrafficSplit.Target]
    private let numbers: [TrafficSplit.Target: Int]

    init(from previous: SlotMap, to split: TrafficSplit, number: (TrafficSplit.Target) -> Int) {
        runs = previous.runs
        let owned = previous.counts
        for target in Set(owned.keys).union(split.shares.map(\.target)) {
            let change = split.slots(of: target) - owned[target, default: 0]
            if change < 0 { surplus[target] = -change }
            if change > 0 { deficit[target] = change }
        }
        numbers = Dictionary(uniqueKeysWithValues: Set(surplus.keys).union(deficit.keys).map { ($0, number($0)) })
        takers = deficit.keys.sorted { number($0) < number($1) }
    }

    /// Gives slots back to whoever owned them in the restored map.
    mutating func restore(_ restored: SlotMap) {
        var result: [SlotRun] = []
        for piece in overlay(restored) {
            let count = min(piece.run.count, owed(from: piece.run.owner, to: piece.restoredOwner))
            let boundary = piece.run.start + count
            result.append(SlotRun(start: piece.run.start, end: boundary, owner: piece.restoredOwner))
            result.append(SlotRun(start: boundary, end: piece.run.end, owner: piece.run.owner))
            record(count, from: piece.run.owner, to: piece.restoredOwner)
        }
        runs = SlotMap(merging: result).runs
    }

    /// Moves boundaries between neighbours, one of which shrinks while the other grows, until none is left to move.
    mutating func crossBoundaries() {
        var index = 0
        while index + 1 < runs.count {
            let moved = crossBoundary(after: index)
            guard moved else {
                index += 1
                continue
            }
            runs = SlotMap(merging: runs).runs
            index = max(0, index - 2)
        }
    }

    /// Takes what is still missing from the high end of the largest run that has a surplus.
    mutating func carve() {
        for taker in takers {
            while let missing = deficit[taker], missing > 0, let index = largestSurplusRun() {
                let run = runs[index]
                let count = min(run.count, owed(from: run.owner, to: taker))
                let kept = SlotRun(start: run.start, end: run.end - count, owner: run.owner)
                let given = SlotRun(start: run.end - count, end: run.end, owner: taker)
                runs.replaceSubrange(index...index, with: [kept, given])
                record(count, from: run.owner, to: taker)
                runs = SlotMap(merging: runs).runs
            }
        }
    }

    private mutating func crossBoundary(after index: Int) -> Bool {
        let left = runs[index]
        let right = runs[index + 1]
        let rightward = min(left.count, owed(from: left.owner, to: right.owner))
        let leftward = min(right.count, owed(from: right.owner, to: left.owner))
        guard rightward > 0 || leftward > 0 else { return false }
        let boundary = left.end - rightward + leftward
        runs[index].end = boundary
        runs[index + 1].start = boundary
        record(rightward, from: left.owner, to: right.owner)
        record(leftward, from: right.owner, to: left.owner)
        return true
    }

    private func largestSurplusRun() -> Int? {
        runs.indices
            .filter { surplus[runs[$0].owner, default: 0] > 0 }
            .min { left, right in
                if runs[left].count != runs[right].count { return runs[left].count > runs[right].count }
                return numbers[runs[left].owner, default: 0] < numbers[runs[right].owner, default: 0]
            }
    }

    /// How many slots may move from one target to another.
    private func owed(from giver: TrafficSplit.Target, to taker: TrafficSplit.Target) -> Int {
        min(surplus[giver, default: 0], deficit[taker, default: 0])
    }

    private mutating func record(_ count: Int, from giver: TrafficSplit.Target, to taker: TrafficSplit.Target) {
        guard count > 0 else { return }
        surplus[giver, default: 0] -= count
        deficit[taker, default: 0] -= count
    }

    /// The present runs cut at the restored map's boundaries, each with its owner there.
    private func overlay(_ restored: SlotMap) -> [(run: SlotRun, restoredOwner: TrafficSplit.Target)] {
        var pieces: [(run: SlotRun, restoredOwner: TrafficSplit.Target)] = []
        let others = restored.runs
        var other = 0
        for run in runs {
            var start = run.start
            while start < run.end {
                while others[other].end <= start { other += 1 }
                let end = min(run.end, others[other].end)
                pieces.append((SlotRun(start: start, end: end, owner: run.owner), others[other].owner))
                start = end
            }
        }
        return pieces
    }
}
