import ReleaseModel
import Testing

@Suite("Slot maps of one alias, deployment after deployment")
struct SlotMapDerivationTests {
    /// Ramps at random: mostly to a new split, sometimes back to an earlier deployment.
    private func ramp(versions: Int, steps: Int, seed: UInt64) throws -> Ramp {
        var random = SplitMix64(seed: seed)
        var ramp = Ramp()
        ramp.move(to: try .random(versions: versions, using: &random))
        for _ in 1..<steps {
            if Int.random(in: 0..<5, using: &random) == 0 {
                ramp.rollBack(to: Int.random(in: ramp.maps.indices, using: &random))
            } else {
                ramp.move(to: try .random(versions: versions, using: &random))
            }
        }
        return ramp
    }

    @Test("give every target as many slots as its share, and keep their form", arguments: 1...10 as ClosedRange<UInt64>)
    func countsFollowShares(seed: UInt64) throws {
        let ramp = try ramp(versions: 6, steps: 100, seed: seed)
        for (step, (split, map)) in zip(ramp.splits, ramp.maps).enumerated() {
            let positive = split.shares.filter { $0.slots > 0 }.map { ($0.target, $0.slots) }
            #expect(map.counts == Dictionary(uniqueKeysWithValues: positive), "seed \(seed), step \(step)")
            #expect(SlotMap(ranges: map.ranges) == map, "seed \(seed), step \(step)")
        }
    }

    @Test(
        "take slots from shrinking targets alone, give them to growing ones alone",
        arguments: 1...10 as ClosedRange<UInt64>
    )
    func fewestMoves(seed: UInt64) throws {
        let ramp = try ramp(versions: 6, steps: 100, seed: seed)
        for step in 1..<ramp.maps.count {
            let (before, after) = (ramp.maps[step - 1].counts, ramp.maps[step].counts)
            let targets = Set(before.keys).union(after.keys)
            let moves = Ramp.moves(from: ramp.maps[step - 1], to: ramp.maps[step])
            for target in targets {
                let change = after[target, default: 0] - before[target, default: 0]
                let left = moves.filter { $0.from == target }.reduce(0) { $0 + $1.count }
                let entered = moves.filter { $0.to == target }.reduce(0) { $0 + $1.count }
                #expect(left == max(0, -change), "seed \(seed), step \(step): slots left \(target)")
                #expect(entered == max(0, change), "seed \(seed), step \(step): slots entered \(target)")
            }
        }
    }

    @Test("come back exactly when the latest deployment is rolled back", arguments: 1...10 as ClosedRange<UInt64>)
    func latestIsRestored(seed: UInt64) throws {
        let ramp = try ramp(versions: 6, steps: 100, seed: seed)
        for step in 1..<ramp.maps.count {
            let restored = SlotMap.derived(
                for: ramp.splits[step - 1],
                from: ramp.maps[step],
                restoring: ramp.maps[step - 1],
                number: { $0.exampleNumber }
            )
            #expect(restored == ramp.maps[step - 1], "seed \(seed), step \(step)")
        }
    }

    @Test("are the same for the same history", arguments: [1, 2, 3] as [UInt64])
    func deterministic(seed: UInt64) throws {
        let first = try ramp(versions: 6, steps: 200, seed: seed)
        let second = try ramp(versions: 6, steps: 200, seed: seed)
        #expect(first.maps == second.maps)
    }

    @Test("do not depend on the order in which a split names its targets", arguments: 1...5 as ClosedRange<UInt64>)
    func orderDoesNotMatter(seed: UInt64) throws {
        let ramp = try ramp(versions: 6, steps: 50, seed: seed)
        var other = Ramp()
        for split in ramp.splits { other.move(to: try TrafficSplit(split.shares.reversed())) }
        var same = Ramp()
        for split in ramp.splits { same.move(to: split) }
        #expect(other.maps == same.maps)
    }

    struct Bound: Sendable {
        let versions: Int
        let seed: UInt64
        let ranges: Int
    }

    @Test(
        "stay in few ranges over a thousand deployments",
        arguments: [
            Bound(versions: 6, seed: 1, ranges: 64),
            Bound(versions: 6, seed: 2, ranges: 64),
            Bound(versions: 6, seed: 3, ranges: 64),
            Bound(versions: 20, seed: 1, ranges: 512),
        ]
    )
    func rangesAreBounded(_ bound: Bound) throws {
        let ramp = try ramp(versions: bound.versions, steps: 1_000, seed: bound.seed)
        let most = try #require(ramp.maps.map(\.ranges.count).max())
        #expect(most <= bound.ranges, "seed \(bound.seed)")
        #expect(most > bound.versions, "the ramps must be hard enough to tear ranges apart")
    }
}
