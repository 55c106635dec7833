/// Pearson's test of counts against expected shares, at the level p = 0.001.
enum ChiSquare {
    /// The statistic beyond which fewer than one run in a thousand ends by chance.
    static func limit(degreesOfFreedom: Int) -> Double {
        // Percentiles 99.9 of the chi-square distribution.
        [10.828, 13.816, 16.266][degreesOfFreedom - 1]
    }

    /// Returns infinity for a count that nothing was expected of.
    static func statistic(of counts: [Int: Int], expecting shares: [Int: Double]) -> Double {
        guard counts.keys.allSatisfy({ shares[$0] != nil }) else { return .infinity }
        let total = Double(counts.values.reduce(0, +))
        return shares.reduce(0) { sum, share in
            let expected = total * share.value
            let difference = Double(counts[share.key] ?? 0) - expected
            return sum + difference * difference / expected
        }
    }
}
