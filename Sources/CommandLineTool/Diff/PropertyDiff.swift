import NativeWire

/// How the properties of two versions of a flow differ, each line by line.
struct PropertyDiff: Sendable {
    let diff: WireDiff

    func lines() -> [TerminalText] {
        guard !diff.identical else { return ["Versions \(diff.from) and \(diff.to) have the same properties."] }
        let names = diff.configuration.map { $0.field }.joined(separator: ", ")
        let heading: TerminalText = "Version \(diff.from, .strong) to \(diff.to, .strong): \(names)"
        return [heading] + diff.configuration.flatMap { ["", "\($0.field, .strong)"] + Self.lines(of: $0) }
    }

    private static func lines(of change: WireConfigurationChange) -> [TerminalText] {
        let (before, after) = (change.from ?? "null", change.to ?? "null")
        for show in [PropertyText.init(_:), PropertyText.literal] {
            let hunks = UnifiedDiff(show(before).comparable, show(after).comparable).hunks
            if hunks.count == 1 { return hunks.flatMap { $0.content.flatMap(\.lines) } }
            if !hunks.isEmpty { return hunks.flatMap(\.lines) }
        }
        return ["\("the same, written otherwise", .faint)"]
    }
}
