import NativeWire

/// The answer to a deletion or a changed setting.
struct ChangeView: Sendable {
    /// What was done: `deleted`, `set`, `revoked`.
    let verb: TerminalText
    let result: WireChangeResult

    func lines() -> [TerminalText] {
        ["\(verb, .good) \(result.changed)", "  \(CommitText.of(result.commit))"]
    }
}
