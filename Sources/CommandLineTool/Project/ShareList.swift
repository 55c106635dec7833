import NativeWire
import ReleaseModel

/// Versions with their percentages, which add up to 100: `1@90 2@10`.
struct ShareList: Sendable, Hashable {
    let requested: [WireDeploymentRequest.RequestedShare]

    /// Reads `VERSION@PERCENT` or `VERSION`, of which one at the most may lack its percentage: it gets the rest.
    init(_ words: [String]) throws(CommandFailure) {
        var entries: [ShareEntry] = []
        for word in words {
            entries.append(try ShareEntry(word))
        }
        if let twice = Self.firstRepeated(entries.map(\.version)) {
            throw .usage("split_version_repeated", "\(twice) is given twice.", nextStep: "Name every version once.")
        }
        let open = entries.filter { $0.percentage == nil }
        guard open.count <= 1 else {
            throw .usage(
                "percentage_missing",
                "\(open.map(\.version).joined(separator: " and ")) have no percentage; only one version may lack it.",
                nextStep: "Write their shares: \(open[0].version)@50 \(open[1].version)@50."
            )
        }
        let given = entries.compactMap(\.percentage)
        let rest = PercentageSum(given)
        guard open.isEmpty ? Percentage.slots(of: given) != nil : rest.leavesRest else {
            throw .usage(
                "split_sum_off",
                "The percentages add up to \(rest.sum), not 100.",
                nextStep: "Change one, or leave one out: its version gets what the others leave."
            )
        }
        requested = entries.map { entry in
            .init(version: entry.version, percentage: entry.percentage?.description ?? rest.remainder)
        }
    }

    private static func firstRepeated(_ versions: [String]) -> String? {
        var seen: Set<String> = []
        return versions.first { !seen.insert($0).inserted }
    }
}

extension ShareList: CustomStringConvertible {
    /// As the command line takes it: `1@90 2@10`.
    var description: String {
        requested.map { "\($0.version)@\($0.percentage)" }.joined(separator: " ")
    }
}
