/// Who connects to a socket on which a gateway listens.
public enum RequestOrigin: Sendable, Hashable, CaseIterable {
    /// Clients: the host names the worker, and fields of Sluice's own never pass.
    case clients
    /// This server itself, for workers that call one another: a ``ServiceField/target`` names the worker.
    ///
    /// Whoever can connect there is believed, so its socket belongs in a folder that is the server's alone.
    case workers
}
