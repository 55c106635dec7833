extension Rule {
    /// Whether a request is meant, of which `value` returns the attributes.
    public func matches(_ value: (RequestAttribute) -> String?) -> Bool {
        func isMet(_ condition: Condition) -> Bool {
            guard let found = value(condition.attribute) else { return false }
            return condition.test.isMet(by: Array(found.utf8))
        }
        return switch match {
        case .all: conditions.allSatisfy(isMet)
        case .any: conditions.contains(where: isMet)
        }
    }
}

extension Rule.Test {
    /// Whether the bytes of a value that is there pass.
    public func isMet(by value: [UInt8]) -> Bool {
        switch self {
        case .exists: true
        case .equals(let text): value.elementsEqual(text.utf8)
        case .hasPrefix(let text): value.starts(with: text.utf8)
        case .isOneOf(let texts): texts.contains { value.elementsEqual($0.utf8) }
        case .differs(let text): !value.elementsEqual(text.utf8)
        case .compares(let comparison, let text): comparison.holds(value, Array(text.utf8))
        case .isSampled(let slots): Self.slot(of: value) < slots
        }
    }

    /// The slot that a value has in a sample: of FNV-1a with 64 bits, mixed, as its high bits spread badly.
    static func slot(of value: [UInt8]) -> Int {
        var hash = value.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 33
        return Int(hash.multipliedFullWidth(by: UInt64(TrafficSplit.slotCount)).high)
    }
}

extension Rule.Comparison {
    fileprivate func holds(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        switch self {
        case .less: left.lexicographicallyPrecedes(right)
        case .lessOrEqual: !right.lexicographicallyPrecedes(left)
        case .greater: right.lexicographicallyPrecedes(left)
        case .greaterOrEqual: !left.lexicographicallyPrecedes(right)
        }
    }
}
