import Testing

@testable import ServerAssembly

@Suite("A cache of two generations")
struct TwoGenerationCacheTests {
    @Test("keeps what is used, and lets go of the rest, within its cost")
    func keepsUsed() {
        var cache = TwoGenerationCache<Int, Int>(maximumCost: 20)
        for key in 0..<100 {
            cache.insert(key, for: key, cost: 1)
            #expect(cache.value(for: 0) == 0)
        }
        let kept = (0..<100).filter { cache.value(for: $0) != nil }
        #expect(kept.count <= 20)
        #expect(kept.contains(99))
    }

    @Test("takes the newer value of a key, and counts its cost once")
    func replaces() {
        var cache = TwoGenerationCache<Int, String>(maximumCost: 20)
        for _ in 0..<100 { cache.insert("b", for: 1, cost: 5) }
        cache.insert("a", for: 0, cost: 5)
        #expect(cache.value(for: 0) == "a" && cache.value(for: 1) == "b")
    }

    @Test("does not give up everything for one that is too large")
    func refusesLarge() {
        var cache = TwoGenerationCache<Int, Int>(maximumCost: 20)
        cache.insert(1, for: 1, cost: 10)
        cache.insert(2, for: 2, cost: 11)
        #expect(cache.value(for: 1) == 1 && cache.value(for: 2) == nil)
    }
}
