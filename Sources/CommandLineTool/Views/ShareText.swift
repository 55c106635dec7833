import NativeWire

/// How traffic is shared.
enum ShareText {
    /// The way `versions deploy` takes it: `1@90 2@10`.
    static func of(_ shares: [WireShare]) -> TerminalText {
        shares.map { "\($0.version, .strong)@\($0.percentage)" }.joined(separator: " ")
    }

    /// For a sentence: `version 2` where one has everything, else the list.
    static func phrase(_ shares: [WireShare]) -> TerminalText {
        guard shares.count == 1, let only = shares.first else { return of(shares) }
        return "version \(only.version, .strong)"
    }
}
