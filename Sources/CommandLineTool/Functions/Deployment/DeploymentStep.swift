/// One thing that a deployment looked at, and what it did to it.
struct DeploymentStep: Encodable, Sendable, Hashable {
    enum Change: String, Encodable, Sendable {
        case created, updated, unchanged
        /// What a version or an alias is made into.
        case published, moved
    }

    let change: Change
    /// `service`, `function`, `version`, `alias`, `trigger` or `domain`.
    let kind: String
    let name: String
    /// What else is to be said of it: how large the code is, who serves, or where it answers.
    var detail: String?

    static func table(_ steps: [DeploymentStep]) -> [TerminalText] {
        var table = Table(.left("CHANGE"), .left("WHAT"), .left("NAME"), .left("DETAIL"))
        for step in steps {
            let style: TextStyle? = step.change == .unchanged ? .faint : .good
            table.add(
                "\(step.change.rawValue, style)",
                "\(step.kind)",
                "\(step.name, .strong)",
                "\(step.detail ?? "")"
            )
        }
        return table.lines
    }
}
