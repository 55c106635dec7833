/// Whether functions run where they cannot be isolated.
public enum SandboxRequirement: String, Sendable, Hashable, CaseIterable {
    /// They do not start without the sandbox.
    case required
    /// They start without it, with the rights of this server: only for code that is trusted as the server itself is.
    case unsandboxed
}
