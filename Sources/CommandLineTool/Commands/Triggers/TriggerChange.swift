/// One difference between what a configuration says of triggers and what the server has.
struct TriggerChange: Encodable, Sendable, Hashable {
    let kind: Kind
    /// The pattern, the host or the expression; for a switch what it is to be.
    let source: String
    let action: Action

    enum Kind: String, Encodable, Sendable, CaseIterable {
        case route, domain, cron
        /// Whether the worker answers on its own host.
        case host
        /// Whether versions and aliases answer on preview hosts.
        case previews
    }

    /// What is done to the server, so that it is as the file says.
    enum Action: String, Encodable, Sendable {
        case add, remove, set
    }

    var line: TerminalText {
        switch action {
        case .add: "  \("+ \(kind.rawValue)", .good)  \(source)"
        case .remove: "  \("- \(kind.rawValue)", .bad)  \(source)"
        case .set: "  \("~ \(kind.rawValue)", .caution)  \(source)"
        }
    }
}
