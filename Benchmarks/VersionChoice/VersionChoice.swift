import ContentDigest
import FoundationEssentials
import Glibc
import ReleaseModel

/// Times one version choice: the lookup of a drawn slot, and the hash of a key with its lookup.
///
/// Prints a JSON array with one object per number of versions.
@main
struct VersionChoice {
    static let rounds = 1_000_000

    static func main() throws {
        var lines: [String] = []
        for count in [1, 10, 100, 1_000, 10_000] {
            let map = try rampedMap(versions: count)
            let draw = nanoseconds { random in map.owner(of: slot(of: random)) }
            var hash = PrefetchedSHA256()
            let prefix = [UInt8](repeating: 7, count: 17)
            let keys = (0..<1_024).map { Array("user-\($0)".utf8) }
            let key = nanoseconds { random in
                let key = keys[Int(random >> 54)]
                return map.owner(of: slot(of: hash.leadingWord(prefix, key.span)))
            }
            let ranges = map.ranges.count
            lines.append(
                "{\"versions\": \(count), \"ranges\": \(ranges), \"draw_ns\": \(draw), \"key_ns\": \(key)}"
            )
        }
        print("[\(lines.joined(separator: ", "))]")
    }

    /// The map of a worker with this many versions after fifty ramps among the newest of them.
    private static func rampedMap(versions count: Int) throws -> SlotMap {
        let ids = (0..<count).map { _ in Version.ID(UUID()) }
        let numbers = Dictionary(uniqueKeysWithValues: zip(ids, 1...))
        let number = { (target: TrafficSplit.Target) in target.version.flatMap { numbers[$0] } ?? 0 }
        let sharing = ids.suffix(20)
        var generator = SystemRandomNumberGenerator()
        var map: SlotMap?
        for _ in 0..<50 {
            var left = TrafficSplit.slotCount
            var shares: [TrafficSplit.Share] = []
            for (index, id) in sharing.enumerated() {
                let slots = index == sharing.count - 1 ? left : Int.random(in: 0...(left / 2), using: &generator)
                left -= slots
                shares.append(TrafficSplit.Share(.version(id), slots: slots))
            }
            map = SlotMap.derived(for: try TrafficSplit(shares), from: map, number: number)
        }
        guard let map else { preconditionFailure("fifty ramps make a map") }
        return map
    }

    private static func slot(of bits: UInt64) -> Int {
        Int(bits.multipliedFullWidth(by: UInt64(TrafficSplit.slotCount)).high)
    }

    private static func nanoseconds(_ choose: (UInt64) -> TrafficSplit.Target) -> Double {
        var state: UInt64 = 42
        var seen = 0
        let began = clock()
        for _ in 0..<rounds {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            if choose(state).version != nil { seen += 1 }
        }
        precondition(seen == rounds)
        return Double(clock() - began) / Double(rounds)
    }

    private static func clock() -> UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
        return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    }
}
