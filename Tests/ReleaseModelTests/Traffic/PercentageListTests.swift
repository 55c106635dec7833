import ReleaseModel
import Testing

@Suite("Percentages that belong together")
struct PercentageListTests {
    struct Apportionment: Sendable {
        let texts: [String]
        let slots: [Int]
    }

    private func percentages(_ texts: [String]) throws -> [Percentage] {
        try texts.map { try #require(Percentage($0)) }
    }

    @Test(
        "become whole slots that add up to the whole",
        arguments: [
            Apportionment(texts: ["100"], slots: [100_000]),
            Apportionment(texts: ["90", "10"], slots: [90_000, 10_000]),
            Apportionment(texts: ["100", "0"], slots: [100_000, 0]),
            Apportionment(texts: ["0", "100", "0.000"], slots: [0, 100_000, 0]),
            // One slot is missing or too many: the largest takes the difference, of equals the first.
            Apportionment(texts: ["33.333", "33.333", "33.333"], slots: [33_334, 33_333, 33_333]),
            Apportionment(texts: ["20", "79.999"], slots: [20_000, 80_000]),
            Apportionment(texts: ["20", "80.001"], slots: [20_000, 80_000]),
            Apportionment(texts: ["99.999"], slots: [100_000]),
            Apportionment(texts: ["100", "0.001"], slots: [99_999, 1]),
            // A positive share gets at least one slot.
            Apportionment(texts: ["0.0001", "99.9999"], slots: [1, 99_999]),
            Apportionment(texts: ["0.000000001", "99.999999999"], slots: [1, 99_999]),
            Apportionment(texts: ["100", "0.000000001"], slots: [99_999, 1]),
            Apportionment(texts: ["0.0001", "0.0001", "0.0001", "99.9997"], slots: [1, 1, 1, 99_997]),
        ]
    )
    func apportions(_ example: Apportionment) throws {
        #expect(Percentage.slots(of: try percentages(example.texts)) == example.slots)
    }

    struct Refusal: Sendable {
        let texts: [String]
        let sum: String
    }

    @Test(
        "are refused when their sum is off by more than a slot, and the sum is told exactly",
        arguments: [
            Refusal(texts: [], sum: "0"),
            Refusal(texts: ["0"], sum: "0"),
            Refusal(texts: ["90", "9"], sum: "99"),
            Refusal(texts: ["90", "11"], sum: "101"),
            Refusal(texts: ["99.998"], sum: "99.998"),
            Refusal(texts: ["99.998999999"], sum: "99.998999999"),
            Refusal(texts: ["100", "0.001000001"], sum: "100.001000001"),
            Refusal(texts: ["33.334", "33.334", "33.334"], sum: "100.002"),
            Refusal(texts: ["100", "100", "100"], sum: "300"),
        ]
    )
    func refuses(_ refusal: Refusal) throws {
        let percentages = try percentages(refusal.texts)
        #expect(Percentage.slots(of: percentages) == nil)
        #expect(Percentage.sum(of: percentages) == refusal.sum)
    }

    @Test("fill 64 targets, of which 63 are tiny")
    func manyTiny() throws {
        let texts = [String](repeating: "0.000001", count: 63) + ["99.999937"]
        let slots = try #require(Percentage.slots(of: try percentages(texts)))
        #expect(slots == [Int](repeating: 1, count: 63) + [99_937])
    }

    @Test("of 64 equal targets differ by one slot at most")
    func manyEqual() throws {
        let slots = try #require(Percentage.slots(of: try percentages([String](repeating: "1.5625", count: 64))))
        #expect(slots.reduce(0, +) == TrafficSplit.slotCount)
        #expect(Set(slots) == [1_562, 1_563])
    }

    @Test(
        "always fill the whole, none below its floor and none positive without a slot",
        arguments: 1...20 as ClosedRange<UInt64>
    )
    func properties(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let count = Int.random(in: 1...64, using: &random)
            let cuts = (1..<count).map { _ in Int.random(in: 0...100_000_000, using: &random) }.sorted()
            let parts = zip([0] + cuts, cuts + [100_000_000]).map { $1 - $0 }
            let list = try percentages(
                parts.map { "\($0 / 1_000_000).\(String($0 % 1_000_000 + 1_000_000).dropFirst())" }
            )
            let slots = try #require(Percentage.slots(of: list), "seed \(seed): \(list)")
            #expect(slots.reduce(0, +) == TrafficSplit.slotCount, "seed \(seed): \(list)")
            let largest = parts.max()
            for (part, slots) in zip(parts, slots) {
                #expect((part == 0) == (slots == 0), "seed \(seed): \(list)")
                let isNear = slots >= part / 1_000 && slots <= max(1, part / 1_000 + 1)
                #expect(isNear || part == largest, "seed \(seed): \(part) became \(slots) of \(list)")
            }
        }
    }
}
