/// The numbers that a field of a cron expression allows, as bits.
struct CronSet: Sendable, Hashable {
    private(set) var bits: UInt64 = 0

    init() {}

    init(_ numbers: some Sequence<Int>) {
        for number in numbers { insert(number) }
    }

    mutating func insert(_ number: Int) {
        bits |= 1 << UInt64(number)
    }

    func contains(_ number: Int) -> Bool {
        bits >> UInt64(number) & 1 == 1
    }

    /// Returns the least member that is not less than a number.
    func first(from number: Int) -> Int? {
        guard number < 64 else { return nil }
        let rest = (bits >> UInt64(number)) << UInt64(number)
        return rest == 0 ? nil : rest.trailingZeroBitCount
    }

    func union(_ other: CronSet) -> CronSet {
        var union = self
        union.bits |= other.bits
        return union
    }

    /// The shortest usual way to write the set: `*/5` for every fifth from the first on, else single numbers and runs.
    func text(in range: ClosedRange<Int>) -> String {
        let members = range.filter(contains)
        if let first = members.first, members.count > 1, first == range.lowerBound {
            let step = members[1] - first
            if step > 1, members == Array(stride(from: first, through: range.upperBound, by: step)) {
                return "*/\(step)"
            }
        }
        return Self.runs(of: members).map { $0.count > 1 ? "\($0.lowerBound)-\($0.upperBound)" : "\($0.lowerBound)" }
            .joined(separator: ",")
    }

    private static func runs(of members: [Int]) -> [ClosedRange<Int>] {
        members.reduce(into: []) { runs, member in
            if let last = runs.last, last.upperBound + 1 == member {
                runs[runs.count - 1] = last.lowerBound...member
            } else {
                runs.append(member...member)
            }
        }
    }
}
