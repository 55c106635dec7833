/// Random numbers that are the same in every run of a seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(truncatingIfNeeded: seed)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func bytes(count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<count { bytes.append(UInt8.random(in: 0...255, using: &self)) }
        return bytes
    }

    mutating func bytes(upTo limit: Int) -> [UInt8] {
        bytes(count: Int.random(in: 0...limit, using: &self))
    }

    /// Returns one of the values.
    mutating func next(in values: [UInt8]) -> UInt8 {
        values[Int.random(in: values.indices, using: &self)]
    }

    /// Cuts the bytes into one to four parts, of which some may be empty.
    mutating func split(_ bytes: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var rest = bytes[...]
        for _ in 0..<Int.random(in: 0...3, using: &self) {
            let count = Int.random(in: 0...rest.count, using: &self)
            parts.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return parts + [Array(rest)]
    }
}
