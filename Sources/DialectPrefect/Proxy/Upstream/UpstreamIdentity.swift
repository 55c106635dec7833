import HTTPModel

/// In whose name a request goes to the Prefect server.
enum UpstreamIdentity: Sendable, Hashable {
    /// Sluice's, with its own credential: for our writes, and for holders of our tokens.
    case sluice
    /// A client's, with the `Authorization` it sent, or none.
    case client(authorization: String?)
}
