import ReleaseModel
import Testing

@Suite("A canary's cohort")
struct CanaryTests {
    private func ramp(_ canary: Int...) throws -> Ramp {
        var ramp = Ramp()
        for per100 in canary { ramp.move(to: try .example([1: (100 - per100) * 1_000, 2: per100 * 1_000])) }
        return ramp
    }

    private func cohort(_ map: SlotMap) -> Set<Int> {
        Set((0..<TrafficSplit.slotCount).filter { map.owner(of: $0) == .example(2) })
    }

    @Test("grows and shrinks around the same keys: 10 → 50 → 10 keeps the whole first cohort")
    func keepsFirstCohort() throws {
        let maps = try ramp(10, 50, 10).maps
        let first = cohort(maps[0])
        #expect(first.count == 10_000)
        #expect(cohort(maps[1]).isSuperset(of: first))
        #expect(cohort(maps[2]) == first)
    }

    @Test("is kept by a first deployment of the stable version alone, too: 0 → 10 → 50 → 10")
    func keepsFirstCohortAfterStable() throws {
        let maps = try ramp(0, 10, 50, 10).maps
        let first = cohort(maps[1])
        #expect(first.count == 10_000)
        #expect(cohort(maps[2]).isSuperset(of: first))
        #expect(cohort(maps[3]) == first)
    }

    @Test("only grows on the way up", arguments: [[1, 2, 5, 10, 25, 50, 75, 100], [10, 20, 30, 90]])
    func onlyGrows(steps: [Int]) throws {
        var ramp = Ramp()
        for per100 in steps { ramp.move(to: try .example([1: (100 - per100) * 1_000, 2: per100 * 1_000])) }
        for (before, after) in zip(ramp.maps, ramp.maps.dropFirst()) {
            #expect(cohort(after).isSuperset(of: cohort(before)))
        }
    }

    @Test("comes back when a promotion is rolled back, even by way of another split")
    func comesBack() throws {
        var ramp = try ramp(0, 10, 100)
        ramp.rollBack(to: 1)
        #expect(ramp.maps[3] == ramp.maps[1])
        ramp.move(to: try .example([1: 40_000, 3: 60_000]))
        ramp.rollBack(to: 1)
        #expect(ramp.maps[5] == ramp.maps[1])
    }
}
