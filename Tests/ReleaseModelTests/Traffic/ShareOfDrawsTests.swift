import ReleaseModel
import Testing

@Suite("Random draws")
struct ShareOfDrawsTests {
    struct Case: Sendable {
        let shares: [Int]
        /// The value of chi-square that chance exceeds once in a thousand, for one degree of freedom less than shares.
        let critical: Double
    }

    @Test(
        "fall on versions as the split says",
        arguments: [
            Case(shares: [90_000, 10_000], critical: 10.828),
            Case(shares: [33_334, 33_333, 33_333], critical: 13.816),
            Case(shares: [99_000, 1_000], critical: 10.828),
        ],
        [1, 2] as [UInt64]
    )
    func followShares(example: Case, seed: UInt64) throws {
        let draws = 100_000
        var random = SplitMix64(seed: seed)
        var ramp = Ramp()
        // A history, so that the shares lie scattered as they do in practice.
        for _ in 0..<20 { ramp.move(to: try .random(versions: 6, using: &random)) }
        ramp.move(to: try TrafficSplit(example.shares.enumerated().map { .init(.example($0 + 1), slots: $1) }))
        let map = try #require(ramp.current)
        var seen: [TrafficSplit.Target: Int] = [:]
        for _ in 0..<draws {
            seen[map.owner(of: Int.random(in: 0..<TrafficSplit.slotCount, using: &random)), default: 0] += 1
        }
        #expect(seen.values.reduce(0, +) == draws)
        let chiSquare = example.shares.enumerated().reduce(0.0) { sum, share in
            let expected = Double(draws) * Double(share.element) / Double(TrafficSplit.slotCount)
            let difference = Double(seen[.example(share.offset + 1), default: 0]) - expected
            return sum + difference * difference / expected
        }
        #expect(chiSquare < example.critical, "seed \(seed): \(seen)")
        #expect(seen.count == example.shares.count)
    }
}
