import ReleaseModel
import Testing

@Suite("A traffic split")
struct TrafficSplitTests {
    typealias Share = TrafficSplit.Share

    @Test("holds shares that add up to the whole, zero included, in the order given")
    func accepts() throws {
        let split = try TrafficSplit.example([2: 10_000, 1: 90_000, 3: 0])
        #expect(split.shares.map(\.slots) == [10_000, 90_000, 0])
        #expect(split.versions == [.example(2), .example(1), .example(3)])
        #expect(split.slots(of: .example(1)) == 90_000)
        #expect(split.slots(of: .example(9)) == 0)
        #expect(split.soleVersion == nil)
    }

    @Test("has a sole version when one has the whole, whatever stands at zero")
    func soleVersion() throws {
        #expect(TrafficSplit(allTo: .example(7)).soleVersion == .example(7))
        #expect(try TrafficSplit.example([1: 0, 2: 100_000]).soleVersion == .example(2))
        #expect(try TrafficSplit([Share(.head, slots: 100_000)]).soleVersion == nil)
    }

    struct Refusal: Sendable {
        let shares: [Share]
        let reason: TrafficSplit.Invalid
    }

    @Test(
        "is refused with the reason",
        arguments: [
            Refusal(shares: [], reason: .sumOff(by: -100_000)),
            Refusal(shares: [Share(.example(1), slots: 0)], reason: .sumOff(by: -100_000)),
            Refusal(shares: [Share(.example(1), slots: 99_999)], reason: .sumOff(by: -1)),
            Refusal(
                shares: [Share(.example(1), slots: 100_000), Share(.example(2), slots: 1)],
                reason: .sumOff(by: 1)
            ),
            Refusal(shares: [Share(.example(1), slots: -1)], reason: .shareOutOfRange(Share(.example(1), slots: -1))),
            Refusal(
                shares: [Share(.example(1), slots: Int.max), Share(.example(2), slots: Int.max)],
                reason: .shareOutOfRange(Share(.example(1), slots: Int.max))
            ),
            Refusal(
                shares: [Share(.example(1), slots: 50_000), Share(.example(1), slots: 50_000)],
                reason: .targetRepeated(.example(1))
            ),
            Refusal(
                shares: [Share(.head, slots: 100_000), Share(.example(1), slots: 0)],
                reason: .headIsShared
            ),
            Refusal(
                shares: (0...64).map { Share(.example($0), slots: $0 == 0 ? 100_000 : 0) },
                reason: .tooManyTargets(count: 65, limit: 64)
            ),
        ]
    )
    func refuses(_ refusal: Refusal) {
        #expect(throws: refusal.reason) { try TrafficSplit(refusal.shares) }
    }

    @Test("holds 64 targets")
    func acceptsMost() throws {
        let split = try TrafficSplit((0..<64).map { Share(.example($0), slots: $0 == 0 ? 99_937 : 1) })
        #expect(split.shares.count == 64)
    }
}
