/// How a server is to stand in front of a Prefect server; all of it has been checked.
public struct PrefectOptions: Sendable, Hashable {
    /// Where Prefect's clients and pages are led to.
    public let listen: ListenAddress
    public let upstream: Upstream
    public let access: Access

    public init(listen: ListenAddress = .standardPrefect, upstream: Upstream, access: Access = .anyone) {
        self.listen = listen
        self.upstream = upstream
        self.access = access
    }

    /// The Prefect server behind.
    public enum Upstream: Sendable, Hashable {
        /// One that runs already, at `http://HOST:PORT`.
        case running(url: String)
        /// One that is started and kept running.
        case supervised
    }

    /// Who may use the listener.
    public enum Access: String, Sendable, Hashable, CaseIterable {
        case anyone, token
    }
}
