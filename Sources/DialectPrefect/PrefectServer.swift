public import HTTPEngine
public import ReleaseCore

/// The Prefect server behind Sluice, for everything that asks it.
public struct PrefectServer: Sendable {
    let upstream: UpstreamServer
    let credential: UpstreamCredential?
    let caller: UpstreamCaller

    /// `authString` is the server's `PREFECT_SERVER_API_AUTH_STRING`, if it has one.
    ///
    /// - Throws: ``LoopError`` if the system has no thread left.
    public init(at endpoint: HTTPEndpoint, authString: String?) throws(LoopError) {
        upstream = try UpstreamServer(at: endpoint)
        credential = authString.flatMap { UpstreamCredential(authString: $0) }
        caller = UpstreamCaller(upstream, credential: credential)
    }

    /// Its deployments, for a release plane.
    public var flows: any FlowUpstream { PrefectFlows(caller: caller) }
}
