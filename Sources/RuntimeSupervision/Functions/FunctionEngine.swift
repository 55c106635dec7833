/// What really runs a function.
public enum FunctionEngine: String, Sendable, Hashable, CaseIterable {
    /// CPython of the system.
    case python
    /// Node.js of the wheel that `scripts/setup` installs.
    case node
    /// The function's own command, which listens on a port; a relay stands before it.
    case custom

    /// The folder of its harness below `Engines`, and the file that is started there.
    var harness: String {
        switch self {
        case .python: "python/main.py"
        case .node: "node/main.mjs"
        case .custom: "custom/main.py"
        }
    }
}
