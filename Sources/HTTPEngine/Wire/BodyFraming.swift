/// How the end of a message's body is found.
public enum BodyFraming: Hashable, Sendable {
    case none
    /// That many bytes, at least one.
    case length(Int)
    case chunked
    /// The sender closes the connection after it; responses only.
    case untilClose
}
