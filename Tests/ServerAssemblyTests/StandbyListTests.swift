import RuntimeSupervision
import Testing

@testable import ServerAssembly

@Suite("What lost its last share stands by for an hour, most recently used first")
struct StandbyListTests {
    private let start = ContinuousClock().now

    /// A list from the seconds at which each version lost its share.
    private func list(_ losses: KeyValuePairs<Int, Int>) -> StandbyList {
        var list = StandbyList()
        for (version, seconds) in losses { list.add([.example(version)], at: start + .seconds(seconds)) }
        return list
    }

    @Test(
        arguments: [
            ([:], 0, []),
            ([1: 0], 0, [1]),
            ([1: 0, 2: 10, 3: 20], 20, [3, 2, 1]),
            // The last loss counts.
            ([1: 0, 2: 10, 1: 20], 20, [1, 2]),
            // At the same moment the order of the keys decides.
            ([3: 0, 1: 0, 2: 0], 0, [1, 2, 3]),
            // An hour each.
            ([1: 0, 2: 10], 3_599, [2, 1]),
            ([1: 0, 2: 10], 3_600, [2]),
            ([1: 0, 2: 10], 3_609, [2]),
            ([1: 0, 2: 10], 3_610, []),
            ([1: 0, 1: 3_000], 3_600, [1]),
        ] as [(KeyValuePairs<Int, Int>, Int, [Int])]
    )
    func order(losses: KeyValuePairs<Int, Int>, seconds: Int, versions: [Int]) {
        var list = list(losses)
        #expect(list.current(at: start + .seconds(seconds)) == versions.map { .example($0) })
    }

    @Test("what serves again or is gone is let go, and nothing else")
    func removal() {
        var list = list([1: 0, 2: 1, 3: 2])
        list.remove { $0 == .example(2) }
        #expect(list.current(at: start) == [.example(3), .example(1)])
    }

    @Test("beyond the limit what lost its share longest ago is let go")
    func limit() {
        var list = list([1: 0, 2: 1])
        list.add(Set((10..<(9 + StandbyList.limit)).map { .example($0) }), at: start + .seconds(2))
        let standing = list.current(at: start + .seconds(2))
        #expect(standing.count == StandbyList.limit)
        #expect(standing.last == .example(2))
    }
}
