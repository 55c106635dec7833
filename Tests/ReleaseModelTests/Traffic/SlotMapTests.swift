import ReleaseModel
import Testing

@Suite("A slot map")
struct SlotMapTests {
    typealias Range = SlotMap.Range

    @Test("knows the owner of every slot up to the boundaries")
    func owners() throws {
        let ranges = [
            Range(end: 1, owner: .example(1)),
            Range(end: 99_999, owner: .example(2)),
            Range(end: 100_000, owner: .example(1)),
        ]
        let map = try #require(SlotMap(ranges: ranges))
        #expect([0, 1, 2, 50_000, 99_998, 99_999].map(map.owner(of:)) == [1, 2, 2, 2, 2, 1].map { .example($0) })
        #expect(map.counts == [.example(1): 2, .example(2): 99_998])
    }

    @Test(
        "is refused unless its ranges are ascending, not empty, cover the whole, and neighbours differ",
        arguments: [
            [],
            [Range(end: 99_999, owner: .example(1))],
            [Range(end: 100_001, owner: .example(1))],
            [Range(end: 0, owner: .example(1)), Range(end: 100_000, owner: .example(2))],
            [Range(end: -5, owner: .example(1)), Range(end: 100_000, owner: .example(2))],
            [Range(end: 50_000, owner: .example(1)), Range(end: 50_000, owner: .example(2))],
            [Range(end: 60_000, owner: .example(1)), Range(end: 50_000, owner: .example(2))],
            [Range(end: 50_000, owner: .example(1)), Range(end: 100_000, owner: .example(1))],
        ]
    )
    func refuses(ranges: [Range]) {
        #expect(SlotMap(ranges: ranges) == nil)
    }

    @Test("of a first deployment has one range per positive share, by version number")
    func laidOut() throws {
        let split = try TrafficSplit.example([3: 50_000, 1: 20_000, 4: 0, 2: 30_000])
        let map = SlotMap.derived(for: split, from: nil) { $0.exampleNumber }
        #expect(
            map.ranges == [
                Range(end: 20_000, owner: .example(1)),
                Range(end: 50_000, owner: .example(2)),
                Range(end: 100_000, owner: .example(3)),
            ]
        )
    }
}
