import ReleaseModel
import Testing

@Suite("The order in which slots move")
struct SlotMoveOrderTests {
    /// A map as its ends and owners, by version number.
    typealias Ranges = [[Int]]

    struct Step: Sendable {
        let rule: String
        let before: Ranges
        let split: [Int: Int]
        var restored: Ranges?
        let after: Ranges
    }

    private func map(_ ranges: Ranges) throws -> SlotMap {
        try #require(SlotMap(ranges: ranges.map { SlotMap.Range(end: $0[0], owner: .example($0[1])) }))
    }

    @Test(
        "is: to the restored owner, over boundaries, from the high end of the largest range",
        arguments: [
            Step(
                rule: "a boundary between a shrinking and a growing neighbour moves to the left",
                before: [[90_000, 1], [100_000, 2]],
                split: [1: 50_000, 2: 50_000],
                after: [[50_000, 1], [100_000, 2]]
            ),
            Step(
                rule: "and to the right",
                before: [[10_000, 2], [100_000, 1]],
                split: [1: 50_000, 2: 50_000],
                after: [[50_000, 2], [100_000, 1]]
            ),
            Step(
                rule: "a newcomer gets the high end of the only range with a surplus",
                before: [[60_000, 1], [100_000, 2]],
                split: [1: 50_000, 2: 40_000, 3: 10_000],
                after: [[50_000, 1], [60_000, 3], [100_000, 2]]
            ),
            Step(
                rule: "of several ranges the largest gives",
                before: [[20_000, 1], [30_000, 2], [80_000, 1], [100_000, 2]],
                split: [1: 60_000, 2: 30_000, 3: 10_000],
                after: [[20_000, 1], [30_000, 2], [70_000, 1], [80_000, 3], [100_000, 2]]
            ),
            Step(
                rule: "of equal ranges the lower version's gives first, and the lower version takes first",
                before: [[50_000, 2], [100_000, 1]],
                split: [1: 45_000, 2: 45_000, 3: 5_000, 4: 5_000],
                after: [[45_000, 2], [50_000, 4], [95_000, 1], [100_000, 3]]
            ),
            Step(
                rule: "a boundary is crossed before a larger range is cut",
                before: [[60_000, 1], [70_000, 2], [90_000, 3], [100_000, 4]],
                split: [1: 50_000, 2: 10_000, 3: 15_000, 4: 25_000],
                after: [[50_000, 1], [60_000, 4], [70_000, 2], [85_000, 3], [100_000, 4]]
            ),
            Step(
                rule: "a rollback gives to the restored owner before a boundary is crossed",
                before: [[50_000, 1], [100_000, 2]],
                split: [1: 60_000, 2: 40_000],
                restored: [[40_000, 1], [80_000, 2], [100_000, 1]],
                after: [[50_000, 1], [80_000, 2], [90_000, 1], [100_000, 2]]
            ),
        ]
    )
    func isKept(_ step: Step) throws {
        let split = try TrafficSplit(step.split.map { .init(.example($0.key), slots: $0.value) })
        let derived = SlotMap.derived(
            for: split,
            from: try map(step.before),
            restoring: try step.restored.map(map),
            number: { $0.exampleNumber }
        )
        #expect(derived == (try map(step.after)), "\(step.rule)")
    }
}
