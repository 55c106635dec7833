/// How a Prefect server is stood in front of; part of ``ServeConfiguration`` where one is.
public struct PrefectConfiguration: Sendable, Codable, Hashable {
    /// Where the server is.
    public enum Upstream: Sendable, Codable, Hashable {
        /// One that runs already, at `http://HOST:PORT`.
        case running(url: String)
        /// One of this machine, kept running by the supervisor with its state in the home folder.
        case supervised
    }

    /// Who may use the listener.
    public enum Access: String, Sendable, Codable, Hashable {
        /// Whoever reaches it, as of Prefect itself.
        case anyone
        /// Requests that bring a valid token of Sluice's.
        case token
    }

    /// `HOST:PORT` of the listener that Prefect's clients and pages are led to.
    public var address = "127.0.0.1:4200"
    public var upstream: Upstream
    public var access = Access.anyone

    public init(upstream: Upstream) {
        self.upstream = upstream
    }
}
