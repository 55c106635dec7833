import NativeWire

/// A rule of a deployment.
enum RuleText {
    /// The way `--rule` takes it: `cookie:plan=pro and query:beta to 1@50 2@50`.
    static func of(_ rule: WireRule) -> TerminalText {
        "\(ConditionText.of(rule.conditions, match: rule.match)) to \(ShareText.of(rule.shares))"
    }
}
